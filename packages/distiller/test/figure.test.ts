import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../scripts/properties.ts'
import { formatFigure, formatRange, type NumberKind, parseFigure } from '../src/figure.ts'
import { isCompatible } from '../src/tolerance.ts'

test.each<[number, NumberKind, string]>([
  [347.2, 'ratio', '350×'],
  [5, 'ratio', '5.0×'],
  [12.4, 'ratio', '12×'],
  [0.617, 'ratio', '0.62×'],
  [5480, 'ratio', '5500×'],
  [99.96, 'ratio', '100×'],
  [0.3714, 'percent', '37%'],
  [0.052, 'percent', '5.2%'],
  [28.2e-6, 'time', '28 µs'],
  [3.46e-9, 'time', '3.5 ns'],
  [999.6e-9, 'time', '1.0 µs'],
  [1.234e-3, 'time', '1.2 ms'],
  [2.5, 'time', '2.5 s'],
  [0.4e-9, 'time', '0.40 ns'],
  [72, 'size', '72 B'],
  [694, 'size', '690 B'],
  [1536, 'size', '1.5 kB'],
  [2.61, 'count', '2.6'],
  [120, 'count', '120'],
  [0, 'ratio', '0×'],
])('%d as a %s reads %s', (value, kind, text) => {
  expect(formatFigure(value, kind)).toBe(text)
})

const kinds = fc.constantFrom<NumberKind>('ratio', 'percent', 'time', 'size', 'count')
const values = fc
  .tuple(fc.double({ min: 1, max: 9.999, noNaN: true }), fc.integer({ min: -8, max: 8 }))
  .map(([m, e]) => m * 10 ** e)

test('what is shown can be read back, and shows the same again', () => {
  fc.assert(
    fc.property(values, kinds, (value, kind) => {
      const text = formatFigure(value, kind)
      const [shown] = parseFigure(text, kind)!
      expect(formatFigure(shown, kind)).toBe(text)
      expect(Math.abs(shown / value - 1)).toBeLessThanOrEqual(0.0501)
    }),
    { numRuns: tries(3000) },
  )
})

test('a range names its unit once', () => {
  expect(formatRange(110, 347, 'ratio')).toBe('110–350×')
  expect(formatRange(900e-9, 1.2e-6, 'time')).toBe('900 ns–1.2 µs')
  expect(parseFigure('110–350×', 'ratio')).toEqual([110, 350])
})

test('a text that shows no number of the kind is none', () => {
  expect(parseFigure('?', 'ratio')).toBeNull()
  expect(parseFigure('28 µs', 'ratio')).toBeNull()
  expect(parseFigure('37', 'percent')).toBeNull()
})

test('figures tolerate 20 %, times 2×, percents 20 % of what remains', () => {
  expect(isCompatible(100, 119, 'ratio')).toBe(true)
  expect(isCompatible(100, 121, 'ratio')).toBe(false)
  expect(isCompatible(100, 84, 'ratio')).toBe(true)
  expect(isCompatible(1e-6, 1.9e-6, 'time')).toBe(true)
  expect(isCompatible(1e-6, 2.1e-6, 'time')).toBe(false)
  expect(isCompatible(0.98, 0.9765, 'percent')).toBe(true)
  expect(isCompatible(0.98, 0.97, 'percent')).toBe(false)
  expect(isCompatible(1, -1, 'ratio')).toBe(false)
})
