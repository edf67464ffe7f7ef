import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { printable, printableJson, Styled, visible, visibleLine } from '../../src/findings/visible-text.ts'

const anything = fc.string({ unit: 'binary', maxLength: 40 })
const unshown = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

test.each([
  ['an escape sequence', 'E\u001b]0;title\u0007\u001b[2J', 'E\\u{1b}]0;title\\u{7}\\u{1b}[2J'],
  ['a one-byte control sequence', '\u009b31m', '\\u{9b}31m'],
  ['a carriage return that hides what stood before', 'bad\rgood', 'bad\\u{d}good'],
  ['a backspace', 'bad\b\b\bgood', 'bad\\u{8}\\u{8}\\u{8}good'],
  ['a direction override', 'a\u202eb', 'a\\u{202e}b'],
  ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
  ['a tag', 'a\u{e0041}b', 'a\\u{e0041}b'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
])('%s is shown', (_, text, shown) => {
  expect(visible(text)).toBe(shown)
  expect(printable(text)).toBe(shown)
  expect(visibleLine(text)).toBe(shown)
})

test('line breaks and tabs stay, of either kind; inside a line they are shown', () => {
  expect(visible('a\r\n\tb\n')).toBe('a\n\tb\n')
  expect(visibleLine('a\n\tb')).toBe('a\\u{a}\\u{9}b')
})

test('what is seen stays as it is', () => {
  const text = '“café” ≈ 1.5× … ✓ 集合 سریع 👍\n'
  expect(visible(text)).toBe(text)
})

test('styling of our own is kept', () => {
  expect(printable(new Styled(`\u001b[31m${visible('a\u001b[0m')}\u001b[39m`))).toBe(
    '\u001b[31ma\\u{1b}[0m\u001b[39m',
  )
})

test('no text makes a terminal act', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(visible(text).replaceAll(/[\n\t]/g, '')).not.toMatch(unshown)
      expect(visibleLine(text)).not.toMatch(unshown)
    }),
    { numRuns: tries(2000) },
  )
})

test('JSON holds nothing that a terminal acts upon, and says the same', () => {
  fc.assert(
    fc.property(fc.dictionary(anything, anything), (data) => {
      const json = printableJson(data, 2)
      expect(json.replaceAll('\n', '')).not.toMatch(unshown)
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)))
    }),
    { numRuns: tries(1000) },
  )
  expect(printableJson({ a: '\u{e0041}\u009b' })).toBe('{"a":"\\udb40\\udc41\\u009b"}')
})
