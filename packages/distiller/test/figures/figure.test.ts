import { kindOf, type NumberKind, numberKinds } from '@rulebook/papers/kinds'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { parseQuantity } from '../../../papers/src/claims/quantity.ts'
import { formatFigure, formatRange } from '../../src/figures/figure.ts'
import { isCompatible } from '../../src/figures/tolerance.ts'
import { spanOf } from '../shown-span.ts'

test.each<[number, NumberKind, string]>([
  [347.2, 'ratio', '350×'],
  [5, 'ratio', '5.0×'],
  [12.4, 'ratio', '12×'],
  [0.617, 'ratio', '0.62×'],
  [5480, 'ratio', '5500×'],
  [99.96, 'ratio', '100×'],
  [0.3714, 'saving', '37%'],
  [0.052, 'saving', '5.2%'],
  [0.9849, 'saving', '98%'],
  [0.9851, 'saving', '98.5%'],
  [0.99, 'saving', '99.0%'],
  [0.9949, 'saving', '99.49%'],
  [0.9951, 'saving', '99.51%'],
  [0.99996, 'saving', '99.9960%'],
  [0.9990004, 'saving', '99.90%'],
  [0.99900999, 'saving', '99.901%'],
  [1 - 2 ** -53, 'saving', '99.999999999999989%'],
  [1, 'saving', '100%'],
  [0.00163, 'share', '0.16%'],
  [0.16, 'share', '16%'],
  [0.0000016, 'share', '0.00016%'],
  [0.9951, 'share', '99.51%'],
  [0.999999, 'share', '99.99990%'],
  [1, 'share', '100%'],
  [1.2, 'saving', '120%'],
  [-0.995, 'saving', '-100%'],
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

const kinds = fc.constantFrom<NumberKind>('ratio', 'saving', 'share', 'time', 'size', 'count')
const values = fc
  .tuple(fc.double({ min: 1, max: 9.999, noNaN: true }), fc.integer({ min: -8, max: 8 }))
  .map(([m, e]) => m * 10 ** e)

test('what is shown can be read back, and shows the same again', () => {
  fc.assert(
    fc.property(values, kinds, (value, kind) => {
      const text = formatFigure(value, kind)
      const [low, high] = spanOf(text)
      const shown = (low + high) / 2
      expect(formatFigure(shown, kind)).toBe(text)
      expect(Math.abs(shown / value - 1)).toBeLessThanOrEqual(0.0501)
    }),
    { numRuns: tries(3000) },
  )
})

test('of a saving or a share from 99 % on, what remains is shown with two digits, and nothing less than all as all', () => {
  const remains = fc
    .tuple(fc.double({ min: 1, max: 9.999, noNaN: true }), fc.integer({ min: -14, max: -3 }))
    .map(([m, e]) => m * 10 ** e)
  const percents = fc.constantFrom<NumberKind>('saving', 'share')
  fc.assert(
    fc.property(remains, fc.integer({ min: 2, max: 4 }), percents, (left, digits, kind) => {
      const text = formatFigure(1 - left, kind, digits)
      expect(text).toMatch(/^99\.\d+%$/)
      // In whole units of the last digit, so that nothing is lost on the way.
      const decimals = text.length - 4
      const shown = Number(`1${'0'.repeat(decimals + 2)}`) - Number(text.replace(/[.%]/g, ''))
      expect(Math.abs(shown / 10 ** (decimals + 2) / (1 - (1 - left)) - 1)).toBeLessThanOrEqual(0.0501)
    }),
    { numRuns: tries(3000) },
  )
})

test('a range names its unit once', () => {
  expect(formatRange(110, 347, 'ratio')).toBe('110–350×')
  expect(formatRange(900e-9, 1.2e-6, 'time')).toBe('900 ns–1.2 µs')
  expect(formatRange(0.36, 0.9951, 'saving')).toBe('36–99.51%')
  expect(spanOf('110–350×')).toEqual([105, 355])
})

test('figures tolerate 20 %, times 2×, savings 20 % of what remains, shares 20 % of themselves', () => {
  expect(isCompatible(100, 119, 'ratio')).toBe(true)
  expect(isCompatible(100, 121, 'ratio')).toBe(false)
  expect(isCompatible(100, 84, 'ratio')).toBe(true)
  expect(isCompatible(1e-6, 1.9e-6, 'time')).toBe(true)
  expect(isCompatible(1e-6, 2.1e-6, 'time')).toBe(false)
  expect(isCompatible(0.98, 0.9765, 'saving')).toBe(true)
  expect(isCompatible(0.98, 0.97, 'saving')).toBe(false)
  expect(isCompatible(0.0016, 0.0019, 'share')).toBe(true)
  expect(isCompatible(0.0016, 0.16, 'share')).toBe(false)
  expect(isCompatible(0.98, 0.97, 'share')).toBe(true)
  expect(isCompatible(1, -1, 'ratio')).toBe(false)
})

test.each(numberKinds)('a %s is read back as it is shown, and a figure stands for what it shows', (kind) => {
  const value = fc.double({ min: 1e-8, max: kindOf(kind).shown === 'percentage' ? 0.98 : 1e8, noNaN: true })
  fc.assert(
    fc.property(value, (measured) => {
      const read = parseQuantity(formatFigure(measured, kind), kind)
      expect(read, formatFigure(measured, kind)).not.toBeNull()
      expect(isCompatible(read!, measured, kind)).toBe(true)
    }),
  )
})
