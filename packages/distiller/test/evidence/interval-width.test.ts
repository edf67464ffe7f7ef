import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../src/evidence/evidence.ts'
import { relativeHalfWidth, widthWarnings } from '../../src/evidence/interval-width.ts'

const estimate = (low: number, high: number): Estimate => ({
  value: Math.sqrt(low * high),
  interval: [low, high],
  processes: 8,
  samples: 320,
})

describe('the half-width of an interval', () => {
  test.each([
    ['a ratio, by its factor', 8, 12.5, 'ratio', 0.25],
    ['a size that repeats exactly', 72, 72, 'size', 0],
    ['a saving, by what remains', 0.2, 0.5, 'saving', Math.sqrt(0.8 / 0.5) - 1],
    ['a share, by its factor', 0.0016, 0.0025, 'share', 0.25],
    ['a share that includes all', 0.9, 1, 'share', Math.sqrt(1 / 0.9) - 1],
    ['one that includes zero', -1e-9, 2e-9, 'time', Number.POSITIVE_INFINITY],
    ['a saving that includes all', 0.9, 1, 'saving', Number.POSITIVE_INFINITY],
  ] as const)('%s', (_, low, high, kind, expected) => {
    expect(relativeHalfWidth(estimate(low, high), kind)).toBeCloseTo(expected, 12)
  })
})

test('an estimate known to within 5 % carries no warning, a looser one says how loose', () => {
  expect(widthWarnings(estimate(0.96, 1.04), 'ratio', 'claim')).toEqual([])
  expect(widthWarnings(estimate(8, 12.5), 'ratio', 'claim')).toEqual([
    { code: 'wide', message: 'the interval reaches 25 % beyond the estimate' },
  ])
  expect(widthWarnings(estimate(-1, 2), 'time', 'claim')).toEqual([
    { code: 'wide', message: 'the interval reaches beyond zero' },
  ])
  expect(widthWarnings(null, 'ratio', 'claim')).toEqual([])
})

test('the cost of a benchmark may be known less well: to within 10 %', () => {
  const loose = estimate(0.92, 1.08)
  expect(widthWarnings(loose, 'time', 'claim')).toMatchObject([{ code: 'wide' }])
  expect(widthWarnings(loose, 'time', 'cost')).toEqual([])
  expect(widthWarnings(estimate(0.8, 1.25), 'time', 'cost')).toEqual([
    { code: 'wide', message: 'the interval reaches 25 % beyond the estimate' },
  ])
})
