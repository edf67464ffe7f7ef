// Direct tests of what might set pyperf's figures apart: each brings a part of this harness's method to
// what pyperf does, and measures again.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { batchSeconds } from '../../packages/bench/dist/effort/effort.js'
import { planPasses } from '../../packages/bench/dist/effort/pass-plan.js'
import { median } from '../../packages/bench/dist/run/median.js'
import { sampleOnce } from './processes.js'
import { mean, unpairedRatio } from './ratio.js'

const emptyLoop = `

@benchmark(block="empty_loop", raw=True)
def empty_loop():
    """A pass of the loop around nothing."""
    yield
    pass
`

/**
 * Seconds that a pass of the empty loop and the members of a pair take, sampled side by side: medians
 * over `processes`. `source` is the text of the pairs' suite, `lab` says which Python and where.
 */
export async function costsBesideLoop(lab, source, names, effort) {
  const suite = path.join(lab.directory, 'beside.py')
  writeFileSync(suite, source + emptyLoop)
  const members = [...names, 'empty_loop']
  const costs = Object.fromEntries(members.map((name) => [name, []]))
  for (let seed = 0; seed < effort.processes; seed++) {
    const { samples } = await sampleOnce({
      ...lab,
      suite,
      names: members,
      seed,
      batch: batchSeconds,
      plan: () => planPasses(effort),
    })
    for (const name of members) costs[name].push(median(samples[name]))
  }
  return members.map((name) => median(costs[name]))
}

/** By what a ratio grows where the loop is left in. */
export function loopFactor([a, b, empty]) {
  return (1 + empty / a) / (1 + empty / b)
}

/**
 * The ratio by this harness's own timed loop on pyperf's schedule: one benchmark a process, batches about as
 * long as pyperf's values, as many, their mean; the empty loop still taken off. `renew` sets up anew for
 * each batch, as pyperf does; else a process sets up once, and things lie elsewhere in its memory.
 * The processes of both go by turns, so that the machine's drift plays little part.
 */
export async function ratioOnSchedule(lab, suite, names, schedules, renew) {
  const logs = [[], []]
  for (let seed = 0; seed < schedules[0].processes; seed++) {
    for (const n of seed % 2 === 0 ? [0, 1] : [1, 0]) {
      logs[n].push(await takeOnSchedule(lab, suite, names[n], schedules[n], seed, renew))
    }
  }
  return unpairedRatio(logs[0], logs[1])
}

/** One process of it: logarithm of the mean cost. */
export async function takeOnSchedule(lab, suite, name, { loops, values, dropped }, seed, renew) {
  const passes = Array.from({ length: dropped + values }, (_, pass) => ({
    renew: renew && pass > 0,
    kept: pass >= dropped,
  }))
  const { samples } = await sampleOnce({
    ...lab,
    suite,
    names: [name],
    seed,
    batch: batchSeconds,
    loops: { [name]: loops },
    plan: () => passes,
  })
  return Math.log(mean(samples[name]))
}
