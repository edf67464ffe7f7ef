// pyperf and this harness by turns, a process of each after the other, so that whatever the machine does
// meanwhile it does to both.
import { median } from '../../packages/bench/dist/median.js'
import { sampler } from './processes.js'
import { takePyperfOnce } from './pyperf.js'
import { pairedRatio } from './ratio.js'

/**
 * What makes a process hold objects of its own, as programs do: the syntax tree of a module. CPython's
 * allocator keeps pools by size; where a process holds no object of a size, a statement that allocates one
 * makes a pool and gives it back, each time. pyperf's workers hold little else than the statement's own.
 */
const heapInUse = `import argparse, ast
with open(argparse.__file__, encoding="utf-8") as module:
    held = ast.parse(module.read())`

/**
 * What a pair's ratio is by turns, each figure with its interval: `pyperf` and `ours`, and `apart`, the first
 * over the second. Twice as many turns as pyperf chose processes, on its schedules. With `held` pyperf's
 * figures are of processes that hold objects; others that do not take turns with them, and `effect` is by
 * how many times holding them changes the ratio.
 */
export async function takeByTurns(lab, pyperfPython, { suite, members, unrolls, schedules, effort }, held) {
  const names = members.map(({ id }) => id.split('/')[1])
  const sample = sampler(lab, suite, names, members[0].kind, effort)
  const ours = async (seed) => {
    const samples = await sample(seed)
    const [a, b] = names.map((name) => samples[name])
    return median(a.map((cost, pass) => Math.log(cost / b[pass])))
  }
  const theirs = async (turn, more) => {
    const logs = []
    for (const n of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const member = { ...members[n], setup: `${members[n].setup}${more}` }
      logs[n] = await takePyperfOnce(pyperfPython, lab.directory, member, unrolls[n], schedules[n])
    }
    return logs[0] - logs[1]
  }
  const logs = { ours: [], plain: [], holding: [] }
  for (let turn = 0; turn < 2 * schedules[0].processes; turn++) {
    logs.ours.push(await ours(turn))
    logs.plain.push(await theirs(turn, ''))
    if (held) logs.holding.push(await theirs(turn, `\n${heapInUse}`))
  }
  const differences = (a, b) => pairedRatio(a.map((log, turn) => log - b[turn]))
  const pyperf = held ? logs.holding : logs.plain
  return {
    pyperf: pairedRatio(pyperf),
    ours: pairedRatio(logs.ours),
    apart: differences(pyperf, logs.ours),
    ...(held ? { effect: differences(logs.holding, logs.plain) } : {}),
  }
}
