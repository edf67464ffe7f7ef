import { expect, test } from 'vitest'
import { findInterpreters } from '../../src/python/interpreters.ts'
import { measureNoise, noiseOf } from '../../src/quality/machine-noise.ts'
import { Laboratory, python } from '../laboratory.ts'

/** Passes a hundredth of a second apart, on a machine whose speed is a function of time. */
function passes(speed: (at: number) => number) {
  return Array.from({ length: 200 }, (_, n) => ({
    at: n / 100,
    one: speed(n / 100),
    other: speed(n / 100) * (n % 10 === 0 ? 1.5 : 1.02),
  }))
}

test('a steady machine differs as much side by side as apart', () => {
  const { sideBySide, apart } = noiseOf(passes(() => 1e-6))
  expect(sideBySide.typical).toBeCloseTo(0.02, 10)
  expect(sideBySide.seldom).toBeCloseTo(0.5, 10)
  expect(apart.typical).toBeCloseTo(0.02, 10)
})

test('a machine that changes speed differs apart, and not side by side', () => {
  const { sideBySide, apart } = noiseOf(passes((at) => (Math.floor(at / 0.3) % 2 === 0 ? 1e-6 : 2e-6)))
  expect(sideBySide.typical).toBeCloseTo(0.02, 10)
  expect(apart.typical).toBeGreaterThan(0.9)
})

test('this machine’s noise is measured in the time given', async () => {
  const laboratory = new Laboratory()
  const { sideBySide, apart, passes } = await measureNoise(await python(), laboratory.work, 0.7)
  expect(passes).toBeGreaterThan(20)
  for (const { typical, seldom } of [sideBySide, apart]) {
    expect(typical).toBeGreaterThan(0)
    expect(seldom).toBeGreaterThanOrEqual(typical)
  }
})

test('the usual Python is among those of the machine, and each is there once', async () => {
  const found = await findInterpreters()
  const paths = found.map(({ path }) => path)
  expect(paths).toContain((await python()).path)
  expect(new Set(paths).size).toBe(paths.length)
})
