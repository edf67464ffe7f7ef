// A benchmark of the benchmark: ten pairs of statements measured by this harness, by pyperf, and by
// this harness without interleaving, side by side in one run. Prints what each costs in wall time, how
// wide its intervals are, whether the figures agree, and where they do not, why: explanation.js judges.
// `--pairs 3` measures the first three only, `--only subscript,copy` those. Ends with exit code 1 where
// a difference is not explained.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { blocksOf, describeSuites, efforts, findInterpreter, measure } from '../packages/bench/dist/index.js'
import { median } from '../packages/bench/dist/run/median.js'
import { observe } from '../packages/distiller/dist/evidence/estimate.js'
import { explain } from './bench-harness/explanation.js'
import { costsBesideLoop, loopFactor, ratioOnSchedule } from './bench-harness/probes.js'
import { sampler } from './bench-harness/processes.js'
import { installPyperf, takePyperf } from './bench-harness/pyperf.js'
import { pairedRatio, unpairedRatio } from './bench-harness/ratio.js'
import { explanationLines, methodLines, summaryLines } from './bench-harness/report.js'
import { takeAlike, takeByTurns } from './bench-harness/turns.js'

const { values: flags } = parseArgs({ options: { pairs: { type: 'string' }, only: { type: 'string' } } })
const suites = fileURLToPath(new URL('./bench-harness/pairs/', import.meta.url))
const suite = path.join(suites, 'pairs.py')
const scratch = mkdtempSync(path.join(os.tmpdir(), 'rulebook-harness-'))
const { found } = await findInterpreter()
if (!found) throw new Error('no CPython 3.10 or newer was found; install one')

const effort = { ...efforts.normal, compares: false }
const catalogue = await describeSuites(suites, found.path)
const pairs = choosePairs([...blocksOf(catalogue.benchmarks)])
const python = await installPyperf(found.path)
const lab = { python: found.path, directory: path.join(scratch, 'work') }
mkdirSync(lab.directory)
const results = []
const wall = { ours: 0, sequential: 0, pyperf: 0 }
for (const [block, members] of pairs) {
  const ours = await timed('ours', () => interleavedRatio(block))
  const sequential = await timed('sequential', () => sequentialRatio(...members))
  const pyperf = await timed('pyperf', () => pyperfRatio(members))
  results.push({ block: block.split('/')[1], sequential, ...(await explained(members, ours, pyperf)) })
  process.stderr.write(`measured ${results.length} of ${pairs.length} pairs\n`)
}
rmSync(scratch, { recursive: true, force: true })
for (const line of methodLines(results, wall)) console.log(line)
for (const result of results) for (const line of explanationLines(result)) console.log(line)
for (const line of summaryLines(results)) console.log(line)
if (results.some(({ explanation }) => explanation.verdict === 'unexplained')) process.exitCode = 1

function choosePairs(all) {
  const names = all.map(([block]) => block.split('/')[1])
  if (flags.only === undefined) return all.slice(0, Number(flags.pairs ?? all.length))
  const wanted = flags.only.split(',')
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new Error(`no pair is named ${unknown.join(', ')}; expected of ${names.join(', ')}`)
  }
  return all.filter((_, n) => wanted.includes(names[n]))
}

async function timed(method, work) {
  const start = performance.now()
  const result = await work()
  wall[method] += (performance.now() - start) / 1000
  return result
}

/** This harness as it is: both members in every pass. */
async function interleavedRatio(block) {
  const { run } = await measure({
    root: scratch,
    suites,
    catalogue,
    interpreter: found,
    previous: null,
    journal: path.join(scratch, `${block.replace('/', '-')}.jsonl`),
    workDirectory: path.join(scratch, 'work'),
    effort,
    only: ({ id }) => id === block,
    maxAge: 1,
  })
  if (run.skipped.length > 0) throw new Error(`${block}: ${run.skipped[0].reason}`)
  const [a, b] = run.blocks[0].benchmarks
  const ratio = (cost) => Math.log(cost(a.id) / cost(b.id))
  const { observations } = observe(run.blocks[0], [a.id, b.id], ratio)
  return pairedRatio(observations)
}

/** The same samples, all of one benchmark before all of the other. */
async function sequentialRatio(a, b) {
  const logs = []
  for (const member of [a, b]) logs.push(await memberLogs(member))
  return unpairedRatio(logs[0], logs[1])
}

/** Logarithm of the median cost of each of a benchmark's processes. */
async function memberLogs(member) {
  const name = nameOf(member)
  const sample = sampler(lab, suite, [name], member.kind, effort)
  const logs = []
  for (let seed = 0; seed < effort.processes; seed++) logs.push(Math.log(median((await sample(seed))[name])))
  return logs
}

/** pyperf with its own settings: each benchmark by itself. */
async function pyperfRatio(members) {
  const taken = []
  for (const member of members) taken.push(await takePyperf(python, scratch, member))
  const logs = taken.map((run) => run.logs)
  return { ...unpairedRatio(...logs), schedules: taken.map((run) => run.schedule) }
}

/** The evidence on a pair, gathered until it explains pyperf's figure or there is no more to be had. */
async function explained(members, ours, pyperf) {
  const names = members.map(nameOf)
  const costs = await costsBesideLoop(lab, readFileSync(suite, 'utf8'), names, efforts.quick)
  const evidence = { ours, pyperf, loopFactor: loopFactor(costs) }
  const onSchedule = (renew) => ratioOnSchedule(lab, suite, names, pyperf.schedules, renew)
  const pair = { suite, members, schedules: pyperf.schedules, effort }
  const more = [
    async () => {
      evidence.onSchedule = await onSchedule(true)
    },
    async () => {
      evidence.setUpOnce = await onSchedule(false)
    },
    async () => {
      evidence.byTurns = await takeByTurns(lab, python, pair)
    },
    async () => {
      evidence.alike = await takeAlike(lab, python, pair)
    },
  ]
  let explanation = explain(evidence)
  for (const gather of more) {
    if (explanation.verdict !== 'unexplained') break
    await gather()
    explanation = explain(evidence)
  }
  return { ...evidence, schedules: pyperf.schedules, costs, explanation }
}

function nameOf(member) {
  return member.id.split('/')[1]
}
