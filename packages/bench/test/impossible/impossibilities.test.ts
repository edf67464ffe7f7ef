import { describe, expect, test } from 'vitest'
import { type Benchmark, type Block, impossibilities, type Run } from '../../src/index.ts'
import { published } from '../laboratory.ts'

const run = published()
/** A day after the run. */
const now = Date.parse(run.startedAt) + 86_400_000

/** What is told of the run after an edit of a copy. */
function toldOf(edit: (copy: Run) => void): string[] {
  const copy = structuredClone(run)
  edit(copy)
  return impossibilities(copy, now).map(({ place, message }) => `${place}: ${message}`)
}

/** What is told of a run of one block alone, after an edit of a copy. */
function toldOfBlock(index: number, edit: (block: Block) => void): string[] {
  const block = structuredClone(run.blocks[index]!)
  edit(block)
  return impossibilities({ ...run, blocks: [block] }, now).map(({ message }) => message)
}

const five = (x: number) => Number(x.toPrecision(5))
const scale = (samples: Benchmark['samples'], factor: number) =>
  samples.map((taken) => taken.map((x) => (x === null ? null : five(x * factor))))
const timed = run.blocks.flatMap((block, index) =>
  block.benchmarks[0]!.kind === 'loop' ? [[block, index] as const] : [],
)
const [, firstTimed] = timed[0]!

test('a run as it was measured holds nothing impossible', () => {
  expect(impossibilities(run, now)).toEqual([])
})

describe('a moment is told that', () => {
  test.each<[string, (block: Block, copy: Run) => void, RegExp]>([
    ['is in the future', (block) => (block.measuredAt = '2099-01-01T00:00:00.000Z'), /in the future/],
    [
      'keeps a run young',
      (block) => (block.measuredAt = new Date(Date.parse(block.measuredAt) + 60_000).toISOString()),
      /when its last process finished/,
    ],
    [
      'lies after the end of the run',
      (block) => {
        for (const process of block.processes)
          process.startedAt = new Date(Date.parse(process.startedAt) + 18_000_000).toISOString()
        block.measuredAt = new Date(Date.parse(block.measuredAt) + 18_000_000).toISOString()
      },
      /after the end of the run/,
    ],
    [
      'is not that of the id',
      (_, copy) => (copy.id = copy.id.replace(/\d{8}T/, '20400101T')),
      /time in the id/,
    ],
  ])('%s', (_, edit, told) => {
    const found = toldOf((copy) => void edit(copy.blocks[firstTimed]!, copy))
    expect(found).toContainEqual(expect.stringMatching(told))
  })
})

describe('counts are told that do not fit:', () => {
  test.each<[string, (block: Block, copy: Run) => void]>([
    ['a block twice', (block, copy) => copy.blocks.push(block)],
    ['a benchmark twice', (block) => block.benchmarks.push(block.benchmarks[0]!)],
    [
      'a process twice',
      (block) => (block.processes[1] = { ...block.processes[1]!, hashSeed: block.processes[0]!.hashSeed }),
    ],
    ['more passes than samples', (block) => block.passes++],
    ['fewer passes than samples', (block) => block.passes--],
    ['more set-ups than passes', (block) => (block.setups = block.passes + 1)],
    ['a process without samples', (block) => block.benchmarks[0]!.samples.pop()],
    ['samples without a process', (block) => block.processes.pop()],
    ['a sample less', (block) => block.benchmarks[0]!.samples[1]!.pop()],
    ['a missing sample', (block) => (block.benchmarks[0]!.samples[1]![1] = null)],
    ['more digits than are kept', (block) => (block.benchmarks[0]!.samples[1]![1]! *= 1.0000001)],
    ['another unit', (block) => (block.benchmarks[0]!.unit = 'B')],
    ['another kind', (block) => (block.benchmarks[0]!.kind = 'fresh')],
    ['a benchmark of another domain', (block) => (block.benchmarks[0]!.id = 'other/one')],
    ['other loops in one process', (block) => (block.benchmarks[0]!.loops[1]! *= 100)],
    ['a hash seed out of range', (block) => (block.processes[0]!.hashSeed = 2 ** 33)],
    ['another source', (block) => (block.benchmarks[0]!.sourceHash = '0'.repeat(64))],
    ['another package', (block) => (block.loaded.packages.orjson = '99.0')],
    ['another processor', (_, copy) => (copy.machine.cpu = 'another')],
    ['another version', (_, copy) => (copy.interpreter.version = '3.99.1')],
    [
      'processes passed over that were calm',
      (block) => (block.processes.find((one) => !one.disturbed)!.disturbed = true),
    ],
  ])('%s', (_, edit) => {
    expect(toldOf((copy) => void edit(copy.blocks[firstTimed]!, copy))).not.toEqual([])
  })
})

describe('samples are told that no clock gives:', () => {
  test.each<[string, (taken: (number | null)[]) => (number | null)[]]>([
    ['by turns 1e-9 and 1e3', (taken) => taken.map((_, pass) => (pass % 2 ? 1e3 : 1e-9))],
    [
      'by turns as they were and by thousand less',
      (taken) => taken.map((x, pass) => (pass % 2 ? x : five(x! / 1000))),
    ],
    ['all 1e-12', (taken) => taken.map(() => 1e-12)],
    ['all an hour', (taken) => taken.map(() => 3600)],
  ])('%s', (_, edit) => {
    for (const [block, index] of timed) {
      const told = toldOf((copy) => {
        const [first] = copy.blocks[index]!.benchmarks
        first!.samples = first!.samples.map(edit)
      })
      // A statement may cost next to nothing, beside the setup before it or beside the loop.
      const [{ setupPer, samples }] = block.benchmarks as [Benchmark, ...Benchmark[]]
      if (setupPer !== 'sample' && samples[0]![0]! > 1e-7) expect(told, block.id).not.toEqual([])
    }
  })

  // Which ones are not depends on the run: where disks or setups take part, costs differ by as much.
  test('nearly every benchmark of a block by hundred, which is most of a ratio', () => {
    const edits = timed.flatMap(([block, index]) => block.benchmarks.map((_, member) => ({ index, member })))
    const told = edits.filter(
      ({ index, member }) =>
        toldOfBlock(index, ({ benchmarks }) => {
          benchmarks[member]!.samples = scale(benchmarks[member]!.samples, 100)
        }).length > 0,
    )
    expect(told.length).toBeGreaterThan(0.9 * edits.length)
  })

  test('one process of nearly every benchmark by hundred, either way', () => {
    const edits = timed.flatMap(([block, index]) =>
      [100, 0.01].map((factor, at) => ({ index, factor, process: (index + at) % block.processes.length })),
    )
    const told = edits.filter(
      ({ index, factor, process }) =>
        toldOfBlock(index, ({ benchmarks: [benchmark] }) => {
          benchmark!.samples[process] = scale([benchmark!.samples[process]!], factor)[0]!
        }).length > 0,
    )
    expect(told.length).toBeGreaterThan(0.85 * edits.length)
  })

  test('most benchmarks by ten', () => {
    const loops = timed.flatMap(([block, index]) =>
      block.benchmarks.map((_, member) => [index, member] as const),
    )
    const told = loops.filter(
      ([index, member]) =>
        toldOfBlock(index, ({ benchmarks }) => {
          benchmarks[member]!.samples = scale(benchmarks[member]!.samples, 10)
        }).length > 0,
    )
    expect(told.length).toBeGreaterThan(loops.length / 2)
  })

  test('parts of a byte, and more than there is memory', () => {
    const index = run.blocks.findIndex(({ benchmarks: [first] }) => first!.unit === 'B' && !first!.raw)
    for (const value of [72.00003, 1e12, -8]) {
      const told = toldOf((copy) => {
        copy.blocks[index]!.benchmarks[0]!.samples[0]![0] = value
      })
      expect(told).not.toEqual([])
    }
  })
})
