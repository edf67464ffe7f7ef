import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { parseCondition } from '../../src/claims/condition.ts'
import { parseExpression } from '../../src/claims/expression.ts'
import { parseQuantity } from '../../src/claims/quantity.ts'
import { domainBenchmarks } from '../../src/frontmatter/domain.ts'
import { withPoints } from '../../src/frontmatter/typed-number.ts'
import { parsePaper } from '../../src/index.ts'
import { catalogue } from '../catalogue.ts'

describe('a number in a claim', () => {
  test.each([
    ['1,000', 'ratio', 1000],
    ['55,000', 'count', 55_000],
    ['1_000', 'ratio', 1000],
    ['1,234.5 ns', 'time', 1.2345e-6],
    ['1,234', 'ratio', 1234],
    ['12,345,678 B', 'size', 12_345_678],
    ['-1,000', 'count', -1000],
    ['900 us', 'time', 9e-4],
    ['900 μs', 'time', 9e-4],
    ['900 µs', 'time', 9e-4],
    ['1.5x', 'ratio', 1.5],
    ['.5', 'ratio', 0.5],
    ['2.', 'ratio', 2],
  ] as const)('%s is read', (text, kind, value) => {
    expect(parseQuantity(text, kind)).toBe(value)
  })

  test.each([
    '1,5',
    '0,125',
    '1,57%',
    '1234,567',
    '1,2345',
    '1,000,5',
    '1,00',
    '1__0',
    '_1',
    '1_',
    ',5',
    '1.000.000',
    '1.2,3',
  ])('%s is none', (text) => {
    expect(['ratio', 'count', 'saving'].map((kind) => parseQuantity(text, kind as 'ratio'))).toEqual([
      null,
      null,
      null,
    ])
  })

  test('typed with any grouping of thousands reads as itself', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.stringMatching(/^\d{0,6}$/),
        fc.constantFrom('', ',', '_'),
        (whole, fraction, group) => {
          const grouped = String(whole).replaceAll(/\B(?=(\d{3})+$)/g, group)
          const text = fraction === '' ? grouped : `${grouped}.${fraction}`
          expect(parseQuantity(text, 'ratio')).toBe(Number(`${whole}.${fraction}`))
          expect(withPoints(text)).toBe(text)
        },
      ),
      { numRuns: tries(500) },
    )
  })

  test('typed with a decimal comma is always refused, and shown with a point', () => {
    const thousands = (whole: string, fraction: string) =>
      fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
    fc.assert(
      fc.property(
        fc.nat(),
        fc.stringMatching(/^\d{1,6}$/),
        fc.constantFrom('', '.'),
        (n, fraction, group) => {
          const whole = String(n)
          fc.pre(!thousands(whole, fraction))
          const text = `${whole.replaceAll(/\B(?=(\d{3})+$)/g, group)},${fraction}`
          expect(parseQuantity(text, 'ratio')).toBeNull()
          const said = `Unexpected decimal comma in “> ${text}”, expected a decimal point; write "> ${whole}.${fraction}"`
          expect(parseCondition(`> ${text}`, 'ratio')).toEqual({ problem: said })
        },
      ),
      { numRuns: tries(500) },
    )
  })
})

const known = domainBenchmarks(
  { data: { domain: 'demo-domain' }, at: () => 0 } as never,
  'demo-domain',
  catalogue,
  { add: () => {} } as never,
)

describe('an expression', () => {
  test.each(['1,000 * slow', '1_000 * slow', '1000 * slow'])('%s reads a thousand', (source) => {
    expect(parseExpression(source, 'time', known)).toMatchObject({
      expression: { left: { type: 'number', value: 1000 } },
    })
  })

  test('tells every decimal comma at its place, and what else is wrong', () => {
    expect(parseExpression('(slow - 1.000,5 * fast) / (0,5 * fats)', 'ratio', known)).toMatchObject({
      problems: [
        { at: 8, to: 15, message: expect.stringContaining('write 1000.5') },
        { at: 27, to: 30, message: expect.stringContaining('write 0.5') },
        { rule: 'unknown-benchmark', at: 33 },
      ],
    })
  })
})

const paper = (claim: string) => `---
title: A paper
domain: demo-domain
status: draft
summary: A summary.
claims:
  first: ${claim}
---

# A paper
`

describe('a number in braces, where a comma ends a value', () => {
  test.each([
    ['{ value: slow / fast, as: ratio, holds: "> 2", cited: { value: 1,387, by: x } }', 1387],
    ['{ value: slow, as: time, holds: "< 2 s", cited: { value: 1,234.5 ns, by: x } }', 1.2345e-6],
    ['{ value: slow, as: time, holds: "< 2 s", cited: { value: 1,234,567 ns, by: x } }', 1.234567e-3],
  ])('is read: %s', (claim, value) => {
    const parsed = parsePaper({ path: 'demo-domain.md', content: paper(claim) }, catalogue)
    expect(parsed.paper?.claims[0]).toMatchObject({ cited: { value } })
  })

  test('is refused with a decimal comma', () => {
    const claim = '{ value: slow / fast * 1,5, as: ratio, holds: "> 2", cited: { value: 1,57, by: x } }'
    const { file } = parsePaper({ path: 'demo-domain.md', content: paper(claim) }, catalogue)
    expect(file.messages.filter(({ fatal }) => fatal).map(String)).toEqual([
      expect.stringContaining('decimal comma in “1,5”, expected a decimal point; write 1.5'),
      expect.stringContaining('decimal comma in “1,57”, expected a decimal point; write 1.57'),
    ])
  })

  test('stays two things where it is two', () => {
    const claim = '{ rank: { fast: 1, slow: 2 }, holds: fast }'
    const { file } = parsePaper({ path: 'demo-domain.md', content: paper(claim) }, catalogue)
    expect(file.messages.filter(({ fatal }) => fatal)).toHaveLength(2)
  })
})
