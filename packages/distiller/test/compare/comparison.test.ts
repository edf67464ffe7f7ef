import { describe, expect, test } from 'vitest'
import { compareRuns, disagreements, otherCircumstances } from '../../src/compare/comparison.ts'
import { adjustForMany, meanDifference } from '../../src/compare/welch.ts'
import { conditionsOf, otherConditions } from '../../src/decide/conditions.ts'
import { binary, cost, number, paper, ratioClaim, valueClaim } from '../synthetic-paper.ts'
import { constant, type SyntheticOptions, syntheticRun, type Truth, writtenRun } from '../synthetic-run.ts'

const four = { 'demo/a': 1e-6, 'demo/b': 2e-6, 'demo/c': 3e-6, 'demo/d': 4e-6 }

/** Two runs of their own, of two truths. */
function runs(before: Truth, after: Truth, seed: number, options: SyntheticOptions = {}) {
  return [
    syntheticRun(before, { ...options, seed: 2 * seed, id: 'before' }),
    later(syntheticRun(after, { ...options, seed: 2 * seed + 1, id: 'after' })),
  ] as const
}

function later(run: ReturnType<typeof syntheticRun>) {
  for (const block of run.blocks) block.measuredAt = '2026-11-24T20:00:00Z'
  return run
}

describe('on a machine that changes speed in steps', () => {
  test('two runs of the same statements are called different in about 5 of 100 comparisons of runs', () => {
    const blocks = Object.fromEntries(
      ['one', 'two', 'three', 'four'].map((name) => [
        `demo/${name}`,
        Object.fromEntries(Object.entries(four).map(([id, truth]) => [`${id}_${name}`, truth])),
      ]),
    )
    const simulations = 200
    let different = 0
    for (let seed = 0; seed < simulations; seed++) {
      const [before, after] = runs(blocks, blocks, 31 * seed)
      if (compareRuns(before, after, []).changes.some((change) => change.significant)) different++
    }
    expect(different / simulations).toBeLessThan(0.1)
  })

  test('a benchmark that became slower is the one that is found, by how much it did', () => {
    const simulations = 200
    let [found, covered, blamed] = [0, 0, 0]
    for (let seed = 0; seed < simulations; seed++) {
      const [before, after] = runs(
        { 'demo/block': four },
        { 'demo/block': { ...four, 'demo/b': 2.4e-6 } },
        17 * seed,
      )
      const [largest, ...others] = compareRuns(before, after, []).changes
      if (largest!.id === 'demo/b' && largest!.significant) found++
      if (largest!.interval[0] <= 1.2 && 1.2 <= largest!.interval[1]) covered++
      if (others.some((change) => change.significant)) blamed++
    }
    expect(found / simulations).toBeGreaterThan(0.95)
    expect(covered / simulations).toBeGreaterThan(0.9)
    expect(blamed / simulations).toBeLessThan(0.1)
  })
})

test('a machine that is slower as a whole changes no benchmark and no claim', () => {
  const samples = (speed: number) =>
    Object.fromEntries(Object.entries(four).map(([id, truth]) => [id, constant(truth * speed)]))
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/b', 'demo/a')])]
  const comparison = compareRuns(writtenRun(samples(1)), later(writtenRun(samples(2))), papers)
  expect(comparison.changes).toHaveLength(5)
  for (const change of comparison.changes) {
    expect(change.ratio).toBeCloseTo(1, 10)
    expect(change.significant).toBe(false)
  }
  expect(comparison.wholeBlocks!.median).toBeCloseTo(2, 10)
})

test('claims are compared by value: a ratio and a share as such, a saving by what remains', () => {
  const papers = [
    paper('demo', [
      ratioClaim('demo/ratio', 'demo/b', 'demo/a'),
      valueClaim('demo/saved', binary(number(1), '-', binary(cost('demo/a'), '/', cost('demo/b'))), {
        kind: 'saving',
      }),
      valueClaim('demo/part', binary(cost('demo/a'), '/', cost('demo/b')), { kind: 'share' }),
      valueClaim('demo/difference', binary(cost('demo/b'), '-', cost('demo/a')), { kind: 'time' }),
    ]),
  ]
  const before = writtenRun({ 'demo/a': constant(1), 'demo/b': constant(2) })
  const after = later(writtenRun({ 'demo/a': constant(1), 'demo/b': constant(4) }))
  const { changes } = compareRuns(before, after, papers)
  expect(changes.map(({ of, id, over, ratio }) => ({ of, id, over, ratio }))).toEqual([
    { of: 'pair', id: 'demo/a', over: 'demo/b', ratio: 0.5 },
    { of: 'claim', id: 'demo/part', over: undefined, ratio: 0.5 },
    { of: 'claim', id: 'demo/ratio', over: undefined, ratio: 2 },
    { of: 'claim', id: 'demo/saved', over: undefined, ratio: 2 },
  ])
  expect(changes[3]).toMatchObject({ before: { value: 0.5 }, after: { value: 0.75 }, significant: true })
})

test('sizes are compared as such, and a size that stays is no change', () => {
  const sizes = (a: number) => writtenRun({ 'demo/a': constant(a), 'demo/b': constant(56) }, { unit: 'B' })
  const { changes, wholeBlocks } = compareRuns(sizes(72), later(sizes(80)), [])
  expect(changes).toMatchObject([
    { of: 'size', id: 'demo/a', before: { value: 72 }, after: { value: 80 }, p: 0, significant: true },
    { of: 'size', id: 'demo/b', ratio: 1, p: 1, significant: false },
  ])
  expect(wholeBlocks).toBeNull()
})

test('what is not alike in both runs is left, with the reason', () => {
  const before = syntheticRun({ 'demo/block': four, 'demo/gone': four }, { id: 'before' })
  const after = later(syntheticRun({ 'demo/block': four, 'demo/new': four }, { id: 'after' }))
  after.blocks[0]!.benchmarks[1]!.sourceHash = 'another'
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/b', 'demo/a')])]
  const { changes, left } = compareRuns(before, after, papers)
  expect(left).toEqual([
    { id: 'demo/b', reason: 'its source differs' },
    { id: 'demo/gone', reason: 'only in before' },
    { id: 'demo/new', reason: 'only in after' },
  ])
  expect(changes.map(({ id }) => id).sort()).toEqual(['demo/a', 'demo/c', 'demo/d'])
})

test('a measurement is not compared with itself', () => {
  const run = syntheticRun({ 'demo/block': four })
  expect(compareRuns(run, run, [])).toMatchObject({
    changes: [],
    left: [{ id: 'demo/block', reason: 'the same measurement in both runs' }],
  })
})

test('the fields that keep runs from being compared are named; another interpreter is none of them', () => {
  const before = syntheticRun({ 'demo/block': four })
  expect(disagreements(before, syntheticRun({ 'demo/block': four }, { version: '3.13.0' }))).toEqual([])
  const after = syntheticRun({ 'demo/block': four }, { cpu: 'Other CPU', os: 'darwin' })
  after.harness.hash = 'changed'
  expect(disagreements(before, after)).toEqual([
    { field: 'harness.hash', before: 'harness', after: 'changed' },
    { field: 'machine.cpu', before: 'Example CPU', after: 'Other CPU' },
    { field: 'machine.os', before: 'linux', after: 'darwin' },
  ])
})

test('runs on different filesystems are of other conditions, and compared with a word', () => {
  const before = syntheticRun({ 'demo/block': four })
  const after = syntheticRun({ 'demo/block': four })
  expect([otherCircumstances(before, after), otherConditions(before, after)]).toEqual([[], null])
  before.machine.filesystem = 'ext4'
  after.machine.filesystem = 'tmpfs'
  expect(disagreements(before, after)).toEqual([])
  const filesystem = { field: 'machine.filesystem', before: 'ext4', after: 'tmpfs' }
  expect(otherCircumstances(before, after)).toEqual([filesystem])
  before.blocks[0]!.loaded.packages = { orjson: '3.11.0', only: '1.0' }
  after.blocks[0]!.loaded.packages = { orjson: '3.12.0' }
  expect(otherCircumstances(before, after)).toEqual([
    filesystem,
    { field: 'packages.orjson', before: '3.11.0', after: '3.12.0' },
  ])
  expect(conditionsOf(before)).not.toBe(conditionsOf(after))
  expect(otherConditions(before, after)).toMatch(/^measured on .*, tmpfs, published on .*, ext4$/)
})

test('a difference of means is Welch’s', () => {
  // Worked by hand: means 3 and 6, variances of the means 1/2 and 5/6.
  const before = [1, 2, 3, 4, 5]
  const after = [4, 5, 7, 8]
  const { difference, low, high, p } = meanDifference(before, after)!
  const freedom = (0.5 + 5 / 6) ** 2 / (0.5 ** 2 / 4 + (5 / 6) ** 2 / 3)
  expect(freedom).toBeCloseTo(6.05, 2)
  expect(difference).toBe(3)
  // t(0.975, 6.05) = 2.443 (tables, between 2.447 for 6 and 2.365 for 7).
  expect(high - difference).toBeCloseTo(2.443 * Math.sqrt(0.5 + 5 / 6), 2)
  expect(difference - low).toBeCloseTo(high - difference, 10)
  expect(p).toBeGreaterThan(0.02)
  expect(p).toBeLessThan(0.05)
})

test('probabilities are adjusted for being many', () => {
  const adjusted = adjustForMany([0.01, 0.04, 0.03, 0.005])
  for (const [index, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[index]).toBeCloseTo(p, 10)
})
