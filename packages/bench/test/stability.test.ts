import { expect, test } from 'vitest'
import { type StabilityInput, stabilityWarnings } from '../src/stability.ts'

const passes = 40
const resolution = 1e-9

/** A block of `count` benchmarks of one microsecond, each sample scaled by `scale`. */
function block(
  count: number,
  scale: (member: number, process: number, pass: number) => number,
): StabilityInput[] {
  return Array.from({ length: count }, (_, member) => ({
    id: `d/b${member}`,
    operations: 400,
    samples: Array.from({ length: 8 }, (_, process) =>
      Array.from({ length: passes }, (_, pass) => 1e-6 * scale(member, process, pass)),
    ),
  }))
}

const codes = (input: StabilityInput[]) =>
  Object.fromEntries([...stabilityWarnings(input, resolution)].map(([id, w]) => [id, w.map((x) => x.code)]))

test('steady samples carry no warning', () => {
  expect(codes(block(3, () => 1))).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': [] })
})

test('a machine that changes speed under the whole block is no fault of a benchmark', () => {
  const stepping = block(3, (_, process, pass) => (process % 2 ? 2 : 1) * (1 + pass / passes))
  expect(codes(stepping)).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': [] })
})

test('a benchmark that falls into two clusters of processes is called bimodal', () => {
  const two = block(3, (member, process) => (member === 1 && process < 3 ? 1.5 : 1))
  expect(codes(two)).toEqual({ 'd/b0': [], 'd/b1': ['bimodal'], 'd/b2': [] })
})

test('a benchmark whose passes rise against its block is called drifting', () => {
  const rising = block(3, (member, _, pass) => (member === 2 ? 1 + (0.5 * pass) / passes : 1))
  expect(codes(rising)).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': ['drifting'] })
})

test('batches of a few clock ticks are pointed out', () => {
  const input = block(2, () => 1).map((benchmark) => ({ ...benchmark, operations: 1 }))
  expect([...stabilityWarnings(input, 1e-7).values()].flat().map((w) => w.code)).toEqual([
    'clock-resolution',
    'clock-resolution',
  ])
  expect(stabilityWarnings(input, 1e-7).get('d/b0')![0]!.message).toBe('what is timed lasts 10 clock ticks')
})
