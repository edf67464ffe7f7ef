import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../scripts/properties.ts'
import { studentCdf, studentQuantile } from '../../src/evidence/student-t.ts'

/** The quantile as far as it has a closed form (Shaw 2006), for p over a half. */
const closed: Record<number, (p: number) => number> = {
  1: (p) => Math.tan(Math.PI * (p - 0.5)),
  2: (p) => (2 * p - 1) / Math.sqrt(2 * p * (1 - p)),
  4: (p) => {
    const root = Math.sqrt(4 * p * (1 - p))
    return 2 * Math.sqrt(Math.cos(Math.acos(root) / 3) / root - 1)
  },
}

test.each([1, 2, 4])('with %i degrees of freedom it is the closed form', (freedom) => {
  for (const p of [0.51, 0.6, 0.75, 0.9, 0.975, 0.999]) {
    const exact = closed[freedom]!(p)
    expect(studentQuantile(p, freedom) / exact).toBeCloseTo(1, 8)
    expect(studentCdf(exact, freedom)).toBeCloseTo(p, 12)
    expect(studentCdf(-exact, freedom)).toBeCloseTo(1 - p, 12)
  }
})

// Abramowitz & Stegun, table 26.10.
test.each([
  [3, 0.975, 3.182],
  [10, 0.975, 2.228],
  [10, 0.995, 3.169],
  [30, 0.95, 1.697],
  [60, 0.975, 2.0],
  [120, 0.975, 1.98],
])('with %i degrees of freedom it exceeds its quantile at %f as the tables say', (freedom, p, value) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(value, 3)
})

test('the probability of a quantile is the one that was asked for, on both sides', () => {
  const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true })
  const freedom = fc.double({ min: 1, max: 500, noNaN: true })
  fc.assert(
    fc.property(probability, freedom, (p, degrees) => {
      expect(studentCdf(studentQuantile(p, degrees), degrees)).toBeCloseTo(p, 9)
    }),
  )
})
