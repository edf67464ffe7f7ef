import { type Effort, efforts } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { bind } from '../../src/evidence/bind.ts'
import { meanInterval } from '../../src/evidence/statistics.ts'
import { paper, ratioClaim } from '../synthetic-paper.ts'
import { constant, syntheticRun, writtenRun } from '../synthetic-run.ts'

const simulations = 2000
const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]

/**
 * Intervals of a true ratio, each from a simulated run on a machine that drifts and changes speed in
 * steps, and that a neighbour disturbs in the given share of processes.
 */
function intervals(
  truth: number,
  { processes, passes, setups }: Effort,
  neighbours: number,
): [number, number][] {
  const costs = { 'demo/block': { 'demo/slow': truth * 1e-6, 'demo/fast': 1e-6 } }
  return Array.from({ length: simulations }, (_, n) => {
    const run = syntheticRun(costs, { seed: 7919 * truth + n, processes, passes, setups, neighbours })
    return bind(papers, [run]).claims.get('demo/ratio')!.measurements[0]!.estimate!.interval
  })
}

// Sampling is never extended because an interval is wide. It is when the machine slowed all members of a
// block alike, which these shares include.
describe.each([
  ['quick', 0],
  ['normal', 0],
  ['quick', 0.25],
  ['normal', 0.25],
] as const)('in 2,000 runs of %s effort, with a neighbour in %d of the processes', (name, neighbours) => {
  test.each([1, 2, 10])(
    'the 95 percent interval of a true ratio of %d holds it 92 to 98 times in 100',
    (truth) => {
      const all = intervals(truth, efforts[name], neighbours)
      const holding = all.filter(([low, high]) => low <= truth && truth <= high)
      expect(holding.length / simulations).toBeGreaterThan(0.92)
      expect(holding.length / simulations).toBeLessThan(0.98)
    },
  )
})

test.each([0, 0.25])(
  'in 2,000 runs of normal effort two equal benchmarks are called different in at most 5 of 100',
  (neighbours) => {
    const different = intervals(1, efforts.normal, neighbours).filter(([low, high]) => {
      const effect = Math.abs(Math.expm1((Math.log(low) + Math.log(high)) / 2))
      return (low > 1 || high < 1) && effect > 0.01
    })
    expect(different.length / simulations).toBeLessThanOrEqual(0.05)
  },
)

test('bounds are Student’s t over few observations', () => {
  // Mean 3, standard deviation √2.5, t(0.975, 4) = 2.776445 (tables).
  const half = 2.776445 * Math.sqrt(2.5 / 5)
  const { mean, low, high } = meanInterval([1, 2, 3, 4, 5])!
  expect(mean).toBe(3)
  expect(low).toBeCloseTo(3 - half, 5)
  expect(high).toBeCloseTo(3 + half, 5)
})

test('of many observations the lowest and highest 15 % only pull at the bounds', () => {
  // scipy 1.17: trim_mean and mstats.winsorize with 0.15, two of fourteen at each end.
  const observations = [2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 50, 60, -40, 5.5]
  const { mean, low, high } = meanInterval(observations)!
  expect(mean).toBe(5.95)
  expect(low).toBeCloseTo(3.292223, 5)
  expect(high).toBeCloseTo(8.607777, 5)
  expect(meanInterval(observations.map((x) => (x === 60 ? 6000 : x)))).toEqual({ mean, low, high })
})

test('what slows a whole pass down cancels in a ratio', () => {
  const speeds = [1, 2, 1.3, 1.9, 1]
  const processes = (costs: number) => Array.from({ length: 5 }, () => speeds.map((speed) => speed * costs))
  const run = writtenRun({ 'demo/slow': processes(3), 'demo/fast': processes(1) })
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  const { estimate } = bind(papers, [run]).claims.get('demo/ratio')!.measurements[0]!
  for (const value of [estimate!.value, ...estimate!.interval]) expect(value).toBeCloseTo(3, 10)
})

test('a pass with a missing sample is passed over, and counts no samples', () => {
  const slow = constant(3, 4, 2).map((passes) => [...passes, null, 300])
  const fast = constant(1, 4, 2).map((passes) => [...passes, 1, null])
  const run = writtenRun({ 'demo/slow': slow, 'demo/fast': fast })
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  const { estimate } = bind(papers, [run]).claims.get('demo/ratio')!.measurements[0]!
  expect(estimate!.value).toBeCloseTo(3, 10)
  expect(estimate).toMatchObject({ processes: 4, samples: 16 })
})

test('a process that the machine disturbed is passed over', () => {
  const slow = [...constant(3, 4, 2), [9, 9]]
  const run = writtenRun({ 'demo/slow': slow, 'demo/fast': constant(1, 5, 2) })
  run.blocks[0]!.processes[4]!.disturbed = true
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  const { estimate } = bind(papers, [run]).claims.get('demo/ratio')!.measurements[0]!
  expect(estimate!.value).toBeCloseTo(3, 10)
  expect(estimate).toMatchObject({ processes: 4, samples: 16 })
})

test('one process gives no interval, so the claim is unmeasured', () => {
  const run = writtenRun({ 'demo/slow': constant(3, 1), 'demo/fast': constant(1, 1) })
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  const evidence = bind(papers, [run]).claims.get('demo/ratio')!
  expect(evidence.verdict).toBe('unmeasured')
  expect(evidence.measurements[0]!.estimate).toBeNull()
})

test('benchmarks of two blocks were not sampled side by side, so the claim is unmeasured', () => {
  const run = syntheticRun({ 'demo/one': { 'demo/slow': 2 }, 'demo/two': { 'demo/fast': 1 } })
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  expect(bind(papers, [run]).claims.get('demo/ratio')!.verdict).toBe('unmeasured')
})
