import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript
import { explain } from '../../../scripts/bench-harness/explanation.js'

interface Ratio {
  ratio: number
  halfWidth: number
}
interface Evidence {
  ours: Ratio
  pyperf: Ratio
  loopFactor?: number
  onSchedule?: Ratio
  setUpOnce?: Ratio
  byTurns?: Ratio
}

const figure = (ratio: number, halfWidth = 0.01) => ({ ratio, halfWidth })
const verdict = (evidence: Evidence): string => explain(evidence).verdict

test('figures within the tolerance agree, whichever is above', () => {
  expect(verdict({ ours: figure(1), pyperf: figure(1.049) })).toBe('agrees')
  expect(verdict({ ours: figure(1.049), pyperf: figure(1) })).toBe('agrees')
  expect(verdict({ ours: figure(1), pyperf: figure(1.051) })).toBe('unexplained')
})

test('the loop explains what it closes, and nothing where it leads away', () => {
  expect(verdict({ ours: figure(1), pyperf: figure(1.2), loopFactor: 1.17 })).toBe('loop')
  expect(verdict({ ours: figure(1), pyperf: figure(1.2), loopFactor: 1.02 })).toBe('unexplained')
  expect(verdict({ ours: figure(1), pyperf: figure(1.2), loopFactor: 0.85 })).toBe('unexplained')
})

test('the schedule explains only where it moved this harness beyond the intervals', () => {
  const evidence = { ours: figure(1), pyperf: figure(1.2), loopFactor: 1.02 }
  expect(verdict({ ...evidence, onSchedule: figure(1.16) })).toBe('schedule')
  expect(verdict({ ...evidence, onSchedule: figure(1.16, 0.3) })).toBe('unexplained')
  expect(verdict({ ...evidence, onSchedule: figure(0.9) })).toBe('unexplained')
})

test('memory explains only where one set-up a process moved this harness beyond the intervals', () => {
  const evidence = { ours: figure(1), pyperf: figure(1.2), loopFactor: 1.02, onSchedule: figure(1) }
  expect(verdict({ ...evidence, setUpOnce: figure(1.16) })).toBe('layout')
  expect(verdict({ ...evidence, setUpOnce: figure(1.16, 0.3) })).toBe('unexplained')
  expect(verdict({ ...evidence, setUpOnce: figure(0.9) })).toBe('unexplained')
})

test('the time between is the cause where pyperf by turns agrees', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.2) }
  expect(verdict({ ...evidence, byTurns: figure(1.04) })).toBe('turns')
  expect(verdict({ ...evidence, byTurns: figure(0.96) })).toBe('turns')
  expect(verdict({ ...evidence, byTurns: figure(1.2) })).toBe('unexplained')
})

test('wide intervals tell nothing apart, but are the last resort', () => {
  const evidence = { ours: figure(1, 0.15), loopFactor: 1, pyperf: figure(1.1) }
  expect(verdict(evidence)).toBe('unexplained')
  expect(verdict({ ...evidence, byTurns: figure(1.1) })).toBe('intervals')
})

test('turns are held against the schedule where that is a cause, and else against the loop', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.22), byTurns: figure(1.2) }
  expect(verdict({ ...evidence, onSchedule: figure(1.155) })).toBe('turns')
  expect(verdict({ ...evidence, onSchedule: figure(0.9) })).toBe('unexplained')
})
