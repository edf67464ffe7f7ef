import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript
import { explain } from '../../../scripts/bench-harness/explanation.js'

interface Ratio {
  ratio: number
  halfWidth: number
}
interface PyperfRun extends Ratio {
  logs: number[][]
}
interface Evidence {
  ours: Ratio
  pyperf: PyperfRun[]
  loopFactor?: number
  onSchedule?: Ratio
}

const figure = (ratio: number, halfWidth = 0.01) => ({ ratio, halfWidth })
/** Runs of pyperf that scatter by `scatter` within themselves: twenty processes of each member. */
const runs = (ratios: number[], scatter = 0.01): PyperfRun[] =>
  ratios.map((ratio) => ({
    ...figure(ratio, scatter),
    logs: [Math.log(ratio), 0].map((center) =>
      Array.from({ length: 20 }, (_, n) => center + (n % 2 ? 1 : -1) * scatter),
    ),
  }))
const verdict = (evidence: Evidence): string => explain(evidence).verdict

test('figures within the tolerance agree, whichever is above', () => {
  expect(verdict({ ours: figure(1), pyperf: runs([1.049]) })).toBe('agrees')
  expect(verdict({ ours: figure(1.049), pyperf: runs([1]) })).toBe('agrees')
  expect(verdict({ ours: figure(1), pyperf: runs([1.051]) })).toBe('unexplained')
})

test('the loop explains what it closes, and nothing where it leads away', () => {
  expect(verdict({ ours: figure(1), pyperf: runs([1.2]), loopFactor: 1.17 })).toBe('loop')
  expect(verdict({ ours: figure(1), pyperf: runs([1.2]), loopFactor: 1.02 })).toBe('unexplained')
  expect(verdict({ ours: figure(1), pyperf: runs([1.2]), loopFactor: 0.85 })).toBe('unexplained')
})

test('the schedule explains only where it moved this harness beyond the intervals', () => {
  const evidence = { ours: figure(1), pyperf: runs([1.2]), loopFactor: 1.02 }
  expect(verdict({ ...evidence, onSchedule: figure(1.16) })).toBe('schedule')
  expect(verdict({ ...evidence, onSchedule: figure(1.16, 0.3) })).toBe('unexplained')
  expect(verdict({ ...evidence, onSchedule: figure(0.9) })).toBe('unexplained')
})

test('a first run of pyperf that its own repeats do not bear out is its scatter', () => {
  const evidence = { ours: figure(1), loopFactor: 1 }
  expect(verdict({ ...evidence, pyperf: runs([1.1, 1.01, 0.99]) })).toBe('repeats')
  expect(verdict({ ...evidence, pyperf: runs([1.2, 0.98, 1.09]) })).toBe('repeats')
  expect(verdict({ ...evidence, pyperf: runs([1.2, 1.19, 1.21]) })).toBe('unexplained')
})

test('scatter that stays on one side explains nothing, however wide', () => {
  expect(verdict({ ours: figure(1), loopFactor: 1, pyperf: runs([1.07, 1.23, 1.11]) })).toBe('unexplained')
})

test('wide intervals tell nothing apart, but are the last resort', () => {
  const evidence = { ours: figure(1, 0.15), loopFactor: 1 }
  expect(verdict({ ...evidence, pyperf: runs([1.1]) })).toBe('unexplained')
  expect(verdict({ ...evidence, pyperf: runs([1.1, 1.1, 1.1]) })).toBe('intervals')
})

test('repeats are held against the schedule where that is a cause, and else against the loop', () => {
  const repeated = { ours: figure(1), loopFactor: 1, pyperf: runs([1.22, 1.2, 1.2]) }
  expect(verdict({ ...repeated, onSchedule: figure(1.155) })).toBe('repeats')
  expect(verdict({ ...repeated, onSchedule: figure(0.9) })).toBe('unexplained')
})
