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
  byTurns?: Turns
  alike?: Turns
}
/** What both say by turns, and how many times the one is the other. */
interface Turns {
  pyperf: Ratio
  ours: Ratio
  apart: Ratio
}

const figure = (ratio: number, halfWidth = 0.01) => ({ ratio, halfWidth })
/** This harness says 1 by turns; `ratio` is what pyperf says. */
const turns = (ratio: number, halfWidth = 0.01): Turns => {
  return { pyperf: figure(ratio), ours: figure(1), apart: figure(ratio, halfWidth) }
}
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

test('the time between is the cause where the two agree by turns', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.2) }
  expect(verdict({ ...evidence, byTurns: turns(1.04) })).toBe('turns')
  expect(verdict({ ...evidence, byTurns: turns(0.96) })).toBe('turns')
  expect(verdict({ ...evidence, byTurns: turns(1.2) })).toBe('unexplained')
})

test('what each says by turns does not count, but how far they are apart', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.2) }
  const moved = { pyperf: figure(1.2), ours: figure(1.19), apart: figure(1.01) }
  expect(verdict({ ...evidence, byTurns: moved })).toBe('turns')
})

test('schedule and memory are the cause where the two agree with both alike, the loop left in', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.2), byTurns: turns(1.2) }
  expect(verdict({ ...evidence, alike: turns(1.04) })).toBe('alike')
  expect(verdict({ ...evidence, alike: turns(0.96) })).toBe('alike')
  expect(verdict({ ...evidence, alike: turns(1.1) })).toBe('unexplained')
  expect(verdict({ ...evidence, alike: turns(0.8) })).toBe('unexplained')
  expect(verdict({ ...evidence, loopFactor: 1.08, alike: turns(1.1) })).toBe('alike')
  expect(verdict({ ...evidence, loopFactor: 1.08, alike: turns(1) })).toBe('unexplained')
})

test('where schedule and memory are alike, what the schedule moved before does not count again', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.3), onSchedule: figure(1.1) }
  expect(verdict({ ...evidence, byTurns: turns(1.3), alike: turns(1.02) })).toBe('alike')
  expect(verdict({ ...evidence, byTurns: turns(1.3), alike: turns(1.1) })).toBe('unexplained')
})

test('wide intervals tell nothing apart, but are the last resort', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.1) }
  expect(verdict(evidence)).toBe('unexplained')
  expect(verdict({ ...evidence, byTurns: turns(1.1) })).toBe('unexplained')
  expect(verdict({ ...evidence, byTurns: turns(1.1, 0.15) })).toBe('intervals')
  expect(verdict({ ...evidence, byTurns: turns(1.1, 0.15), alike: turns(1.2) })).toBe('unexplained')
  expect(verdict({ ...evidence, byTurns: turns(1.1), alike: turns(1.2, 0.25) })).toBe('intervals')
})

test('turns are held against the causes found before them', () => {
  const evidence = { ours: figure(1), loopFactor: 1, pyperf: figure(1.22), byTurns: turns(1.2) }
  expect(verdict({ ...evidence, onSchedule: figure(1.155) })).toBe('turns')
  expect(verdict({ ...evidence, onSchedule: figure(0.9) })).toBe('unexplained')
  expect(verdict({ ...evidence, loopFactor: 1.15 })).toBe('turns')
})
