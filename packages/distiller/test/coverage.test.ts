import { describe, expect, test } from 'vitest'
import { bind } from '../src/bind.ts'
import { studentInterval } from '../src/statistics.ts'
import { paper, ratioClaim } from './synthetic-paper.ts'
import { constant, syntheticRun, writtenRun } from './synthetic-run.ts'

describe('the 95 % interval of a ratio holds the truth 92 to 98 times in 100', () => {
  const simulations = 1000
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]

  test.each([1, 2, 10])('of a true ratio of %d, while the machine changes speed in steps', (truth) => {
    let covered = 0
    for (let seed = 0; seed < simulations; seed++) {
      const costs = { 'demo/slow': truth * 1e-6, 'demo/fast': 1e-6 }
      const run = syntheticRun({ 'demo/block': costs }, { seed: 7919 * truth + seed })
      const { interval } = bind(papers, [run]).claims.get('demo/ratio')!.measurements[0]!.estimate!
      if (interval[0] <= truth && truth <= interval[1]) covered++
    }
    expect(covered / simulations).toBeGreaterThan(0.92)
    expect(covered / simulations).toBeLessThan(0.98)
  })
})

test('bounds are Student’s t over the observations', () => {
  // Mean 3, standard deviation √2.5, t(0.975, 4) = 2.776445 (tables).
  const half = 2.776445 * Math.sqrt(2.5 / 5)
  const { mean, low, high } = studentInterval([1, 2, 3, 4, 5])!
  expect(mean).toBe(3)
  expect(low).toBeCloseTo(3 - half, 5)
  expect(high).toBeCloseTo(3 + half, 5)
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
