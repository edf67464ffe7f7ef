// A benchmark of the benchmark: ten pairs of statements measured by this harness, by pyperf, and by
// this harness without interleaving, side by side in one run. Prints what each costs in wall time, how
// wide its intervals are, and whether the figures agree. `--pairs 3` measures the first three only.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { batchSeconds } from '../dist/effort.js'
import { blocksOf, describeSuites, efforts, findInterpreter, measure } from '../dist/index.js'
import { median } from '../dist/median.js'
import { sampleProcess } from '../dist/sampler.js'
import { Worker } from '../dist/worker.js'
import { estimate, geometric, welch } from './statistics.js'

const pyperfVersion = '2.10.0'
const { values: flags } = parseArgs({ options: { pairs: { type: 'string', default: '10' } } })
const suites = fileURLToPath(new URL('./pairs/', import.meta.url))
const scratch = mkdtempSync(path.join(os.tmpdir(), 'rulebook-harness-'))
const { found } = await findInterpreter()
if (!found) throw new Error('no CPython 3.10 or newer was found; install one')

const effort = { ...efforts.normal, compares: false }
const catalogue = await describeSuites(suites, found.path)
const pairs = [...blocksOf(catalogue.benchmarks)].slice(0, Number(flags.pairs))
const python = await installPyperf()
const results = []
const wall = { interleaved: 0, sequential: 0, pyperf: 0 }
for (const [block, [a, b]] of pairs) {
  const interleaved = await timed('interleaved', () => interleavedRatio(block))
  const sequential = await timed('sequential', () => sequentialRatio(a, b))
  const pyperf = await timed('pyperf', () => pyperfRatio(a, b, interleaved.unrolls))
  results.push({ block: block.split('/')[1], interleaved, sequential, pyperf })
  process.stderr.write(`measured ${results.length} of ${pairs.length} pairs\n`)
}
rmSync(scratch, { recursive: true, force: true })
report()

async function timed(method, work) {
  const start = performance.now()
  const result = await work()
  wall[method] += (performance.now() - start) / 1000
  return result
}

/** This harness as it is: both members in every pass. */
async function interleavedRatio(block) {
  const { run } = await measure({
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
  const logs = a.samples.map((passes, p) =>
    median(passes.map((sample, pass) => Math.log(sample / b.samples[p][pass]))),
  )
  return { ...estimate(logs), unrolls: [a.unroll, b.unroll] }
}

/** The same samples, all of one benchmark before all of the other. */
async function sequentialRatio(a, b) {
  const logs = []
  for (const member of [a, b]) logs.push(await memberLogs(member))
  return welch(logs[0], logs[1])
}

/** Logarithm of the median cost of each of a benchmark's processes. */
async function memberLogs(member) {
  const name = member.id.split('/')[1]
  const logs = []
  let calibration = {}
  for (let process = 0; process < effort.processes; process++) {
    const worker = new Worker({ python: found.path, hashSeed: process, directory: scratch })
    try {
      const opened = await worker.open(
        path.join(suites, 'pairs.py'),
        [name],
        process,
        batchSeconds,
        calibration,
        [],
        60_000,
      )
      calibration = opened.calibration
      const samples = await sampleProcess(worker, [name], effort, 60_000)
      logs.push(Math.log(median(samples[name])))
      await worker.close()
    } finally {
      await worker.stop()
    }
  }
  return logs
}

/** pyperf with its own settings: each benchmark by itself, the statement repeated as this harness unrolls it. */
async function pyperfRatio(a, b, unrolls) {
  const logs = []
  for (const [n, member] of [a, b].entries()) {
    const file = path.join(scratch, `${member.id.replace('/', '-')}.json`)
    const parameters = ['timeit', '--quiet', '--duplicate', String(unrolls[n]), '-s', member.setup]
    await execa(python, ['-m', 'pyperf', ...parameters, '-o', file, member.statement])
    const { benchmarks } = JSON.parse(readFileSync(file, 'utf8'))
    const processes = benchmarks[0].runs.filter((run) => run.values)
    logs.push(processes.map((run) => Math.log(run.values.reduce((sum, x) => sum + x, 0) / run.values.length)))
  }
  return welch(logs[0], logs[1])
}

async function installPyperf() {
  const directory = fileURLToPath(new URL('../../../.rulebook/pyperf/', import.meta.url))
  const executable = path.join(directory, 'bin', 'python')
  const has = await execa(executable, ['-m', 'pyperf', '--version'], { reject: false })
  if (has.stdout?.trim() === pyperfVersion) return executable
  mkdirSync(directory, { recursive: true })
  await execa(found.path, ['-m', 'venv', '--clear', directory])
  await execa(executable, ['-m', 'pip', 'install', '--quiet', `pyperf==${pyperfVersion}`])
  return executable
}

function report() {
  const cell = ({ ratio, halfWidth }) => `${ratio.toPrecision(4)} ± ${(halfWidth * 100).toFixed(1)} %`
  const row = (...cells) => cells.map((text, n) => (n === 0 ? text.padEnd(14) : text.padStart(20))).join('')
  console.log(row('pair (a/b)', 'this harness', 'pyperf', 'not interleaved'))
  for (const { block, interleaved, pyperf, sequential } of results) {
    console.log(row(block, cell(interleaved), cell(pyperf), cell(sequential)))
  }
  console.log(
    row('wall time', ...['interleaved', 'pyperf', 'sequential'].map((key) => `${wall[key].toFixed(1)} s`)),
  )
  const against = (method) => ({
    time: wall[method] / wall.interleaved,
    width: geometric(results.map((result) => result[method].halfWidth / result.interleaved.halfWidth)),
    figure: median(results.map((result) => Math.abs(result[method].ratio / result.interleaved.ratio - 1))),
  })
  for (const [method, name] of [
    ['pyperf', 'pyperf'],
    ['sequential', 'not interleaved'],
  ]) {
    const { time, width, figure } = against(method)
    console.log(
      `${name}: ${time.toFixed(1)}× the wall time, intervals ${width.toFixed(2)}× as wide, figures ${(figure * 100).toFixed(1)} % away (median)`,
    )
  }
  for (const { block, interleaved, pyperf } of results) {
    const apart = Math.abs(Math.log(pyperf.ratio / interleaved.ratio))
    if (apart <= Math.log(1.05)) continue
    const reach = Math.log1p(pyperf.halfWidth) + Math.log1p(interleaved.halfWidth)
    const why =
      apart <= reach
        ? 'their intervals meet, so the difference is noise'
        : 'their intervals do not meet: pyperf measures one after the other, minutes of a changing machine apart, and leaves the loop in'
    console.log(
      `${block}: this harness and pyperf differ by ${(Math.expm1(apart) * 100).toFixed(1)} %; ${why}`,
    )
  }
}
