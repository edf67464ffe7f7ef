import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineDifferences } from '../../src/checks/outputs/line-differences.ts'

const lines = Array.from({ length: 10_000 }, (_, n) => `line ${n}`)
const text = (all: readonly string[]) => all.join('\n')

describe('of ten thousand lines', () => {
  test('two that were edited far apart are told, and no other', () => {
    const found = lines.with(4, 'line four').with(9_990, 'line last')
    expect(lineDifferences(text(found), text(lines))).toEqual([
      { line: 5, column: 6, found: '“four”', expected: '“4”' },
      { line: 9_991, column: 6, found: '“last”', expected: '“9990”' },
    ])
  })

  test('two that were put in far apart are told, and no other', () => {
    const found = lines.toSpliced(9_990, 0, 'more').toSpliced(4, 0, '')
    expect(lineDifferences(text(found), text(lines))).toEqual([
      { line: 5, column: 1, found: 'an empty line', expected: 'no line' },
      { line: 9_992, column: 1, found: 'line “more”', expected: 'no line' },
    ])
  })

  test('those that were edited are told even where they are too many to be matched', () => {
    const edited = (n: number) => n % 3 === 0
    const found = lines.map((line, n) => (edited(n) ? `${line}!` : line))
    const expected = lines.flatMap((_, n) => (edited(n) ? [n + 1] : []))
    expect(lineDifferences(text(found), text(lines)).map(({ line }) => line)).toEqual(expected)
  })

  test('where all are others and their number, too, it is one difference', () => {
    const found = lines.map((line) => `${line}!`).slice(1)
    expect(lineDifferences(text(['same', ...found]), text(['same', ...lines]))).toEqual([
      {
        line: 2,
        column: 1,
        found: '9999 lines from “line 1!”',
        expected: '10000 lines from “line 0”',
      },
    ])
  })
})

test('every edited line is told at its place, whatever else is equal', () => {
  const edits = fc.uniqueArray(fc.nat(300), { minLength: 1, maxLength: 40 })
  const repeated = Array.from({ length: 301 }, (_, n) => `line ${n % 7}`)
  fc.assert(
    fc.property(edits, (numbers) => {
      const found = repeated.map((line, n) => (numbers.includes(n) ? `edited ${n}` : line))
      const told = lineDifferences(text(found), text(repeated)).map(({ line }) => line)
      expect(told).toEqual(numbers.map((n) => n + 1).sort((a, b) => a - b))
    }),
    { seed: 7 },
  )
})

test.each([
  ['a no-break space', '\u00a0', '\\u{a0}'],
  ['a thin space', '\u2009', '\\u{2009}'],
  ['an ideographic space', '\u3000', '\\u{3000}'],
  ['a tab', '\t', '\\u{9}'],
  ['a zero-width space', ' \u200b', '\\u{200b}'],
  ['a soft hyphen', ' \u00ad', '\\u{ad}'],
  ['a variation selector', ' \ufe0f', '\\u{fe0f}'],
  ['a Hangul filler', ' \u3164', '\\u{3164}'],
  ['a blank Braille pattern', '\u2800', '\\u{2800}'],
  ['a mark upon a letter', 'e\u0301 ', 'e\\u{301}'],
])('%s is told by its number', (_, character, shown) => {
  const [difference] = lineDifferences(`event${character}loop`, 'event loop')
  expect(difference!.found).toContain(shown)
  expect(difference!.found).not.toBe(difference!.expected)
})

test('of a long word the part that differs is told', () => {
  const [difference] = lineDifferences(
    `${'x'.repeat(200)}a${'y'.repeat(200)}`,
    `${'x'.repeat(200)}b${'y'.repeat(200)}`,
  )
  expect(difference).toMatchObject({ column: 161, found: expect.stringContaining('xay') })
  expect(difference!.expected).toContain('xby')
})
