import { expect, test } from 'vitest'
import { seeded } from '../../../../scripts/random.ts'
import { disturbed, wantsAnother } from '../../src/sampling/disturbance.ts'
import type { ProcessSamples } from '../../src/sampling/sampler.ts'

/** One process of two members, each `slower` times its usual cost. */
const process = (a: number, b: number): ProcessSamples => ({
  a: [1, 1.01, 0.99, null].map((x) => x && x * a * 1e-6),
  b: [3, 3.01, 2.99, 9].map((x) => x * b * 1e-6),
})
const calm = process(1, 1)
const slow = process(1.3, 1.2)

test('a process in which every member was slow is disturbed', () => {
  expect(disturbed([calm, slow, calm, process(1.02, 0.99), process(1.09, 1.1)])).toEqual([
    false,
    true,
    false,
    false,
    true,
  ])
})

test('a process in which one member was slow is not', () => {
  expect(disturbed([calm, calm, process(1.8, 1), process(1, 1.8), process(1.8, 1.04)])).not.toContain(true)
})

test('a machine that is slow in most processes is taken as it is', () => {
  expect(disturbed([slow, slow, calm, slow, slow])).not.toContain(true)
})

test('what costs nothing, or was not sampled, tells nothing', () => {
  const nothing: ProcessSamples = { a: [-1e-12, 0], b: [null, null] }
  expect(disturbed([nothing, nothing, nothing])).toEqual([false, false, false])
  expect(disturbed([])).toEqual([])
})

test('disturbed processes are replaced, until a quarter more were taken', () => {
  const taken = (calms: number, slows: number) => [...Array(calms).fill(calm), ...Array(slows).fill(slow)]
  expect(wantsAnother(taken(7, 0), 8)).toBe(true)
  expect(wantsAnother(taken(8, 0), 8)).toBe(false)
  expect(wantsAnother(taken(7, 1), 8)).toBe(true)
  expect(wantsAnother(taken(8, 1), 8)).toBe(false)
  expect(wantsAnother(taken(6, 3), 8)).toBe(true)
  expect(wantsAnother(taken(6, 4), 8)).toBe(false)
})

test('at the least effort they are replaced until five are undisturbed', () => {
  const taken: ProcessSamples[] = Array(5).fill(calm)
  expect(wantsAnother(taken, 5)).toBe(false)
  // Every other process is slow, the most that can be called so.
  const alternating = Array.from({ length: 9 }, (_, n) => (n % 2 === 0 ? calm : slow))
  for (let n = 1; n < 9; n++) expect(wantsAnother(alternating.slice(0, n), 5), `${n}`).toBe(true)
  expect(wantsAnother(alternating, 5)).toBe(false)
})

test('nine processes, however slow, hold five that are undisturbed', () => {
  const random = seeded(3)
  for (let n = 0; n < 1000; n++) {
    const taken = Array.from({ length: 9 }, () => process(1 + 2 * random(), 1 + 2 * random()))
    expect(wantsAnother(taken, 5)).toBe(false)
  }
})
