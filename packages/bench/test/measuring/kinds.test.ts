import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effort } from '../../src/index.ts'
import { briefly, cost, Laboratory, logRatios, median } from '../laboratory.ts'

const only = (id: string) => (block: { id: string }) => block.id === `kinds/${id}`
const enough: Effort = { ...briefly, processes: 3, passes: 12, interpreters: 3, freshSeconds: 0 }

test('bytes are what an instance holds, to the byte', async () => {
  const { run } = await new Laboratory('kinds').measure({ only: only('bytes') })
  const bytes = (name: string) => cost(run, `kinds/${name}`)
  // Header, two pointers, and what the garbage collector keeps beside the object.
  expect(bytes('two_slots')).toBeCloseTo(48, 1)
  expect(bytes('hundred_bytes')).toBeCloseTo(33 + 100, 1)
  expect(bytes('nothing')).toBeCloseTo(0, 1)
  expect(bytes('computed')).toBe(133)
  expect(run.blocks[0]!.benchmarks[0]).toMatchObject({ unit: 'B', kind: 'bytes', loops: [10_000, 10_000] })
})

test('a fresh statement runs in an interpreter of its own, each time', async () => {
  const laboratory = new Laboratory('kinds')
  const { run } = await laboratory.measure({ only: only('interpreters'), effort: enough })
  const [block] = run.blocks
  expect(run.skipped).toEqual([])
  for (const benchmark of block!.benchmarks) {
    expect(benchmark.samples.map((passes) => passes.length)).toEqual([1, 1, 1])
  }
  expect(block!.processes.map(({ hashSeed }) => hashSeed)).toEqual([null, null, null])
  const interpreters = readFileSync(path.join(laboratory.work, 'interpreters'), 'utf8').trim().split('\n')
  // One a sample, two to begin with (one untimed, one that tells how long a pass takes), and one that tells what it loaded.
  expect(interpreters).toHaveLength(2 * 3 + 2 * 3)
  expect(new Set(interpreters).size).toBe(interpreters.length)
  expect(cost(run, 'kinds/first_import')).toBeGreaterThan(20 * cost(run, 'kinds/second_import'))
})

test('a setup per sample runs before every execution, untimed', async () => {
  const { run } = await new Laboratory('kinds').measure({ only: only('used_up'), effort: enough })
  expect(run.skipped).toEqual([])
  for (const name of ['exhausted', 'awaited']) {
    const ratio = Math.exp(median(logRatios(run, `kinds/${name}`, 'kinds/not_exhausted')))
    expect(ratio, name).toBeGreaterThan(0.7)
    expect(ratio, name).toBeLessThan(1.6)
  }
})

test('a process says whether the garbage collector was on while it sampled', async () => {
  const { run } = await new Laboratory('collector').measure()
  expect(run.skipped).toEqual([])
  const found = run.blocks.map(({ id, processes }) => [id.split('/')[1], processes.map(({ gc }) => gc)])
  expect(Object.fromEntries(found)).toEqual({
    left_on: [true, true],
    by_method: [false, false],
    by_setup: [false, false],
    computed: [true, true],
    fresh_on: [true, true],
    fresh_off: [false, false],
  })
})
