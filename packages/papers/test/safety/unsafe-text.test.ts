import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { findUnsafeText } from '../../src/safety/unsafe-text.ts'

const ranges: [number, number][] = [
  [0xe0000, 0xe007f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0x200b, 0x200f],
  [0x2060, 0x2064],
  [0xfeff, 0xfeff],
  [0xfe00, 0xfe0f],
  [0xe0100, 0xe01ef],
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x206a, 0x206f],
  [0x3164, 0x3164],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffc],
  [0x1d159, 0x1d159],
  [0x1d173, 0x1d17a],
  [0xe000, 0xf8ff],
  [0x0000, 0x0008],
  [0x007f, 0x009f],
  [0xfdd0, 0xfdef],
  [0x2028, 0x2029],
  [0x2800, 0x2800],
  [0x1bca0, 0x1bca3],
  [0xe01f0, 0xe0fff],
  [0xf0000, 0xf0fff],
]

const around: [before: string, after: string][] = [
  ['use ', 'sets'],
  ['', 'a'],
  ['a', ''],
  ['集', '合'],
  ['ש', 'ל'],
  ['1', ' '],
  ['`x', '`'],
]

test.each(ranges)('every character from %i to %i is refused wherever it stands', (from, to) => {
  for (let codePoint = from; codePoint <= to; codePoint++) {
    for (const [before, after] of around) {
      const found = findUnsafeText(`${before}${String.fromCodePoint(codePoint)}${after}`)
      expect(found.map((f) => f.codePoint)).toEqual([codePoint])
      expect(found[0]!.offset).toBe(before.length)
      expect(found[0]!.name).toBe(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
    }
  }
})

test('of all of Unicode, what is not shown is refused and what is shown passes', () => {
  const hidden =
    /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]/u
  const shown = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
  const wrong: number[] = []
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint === 9 || codePoint === 10 || codePoint === 13) continue
    const character = String.fromCodePoint(codePoint)
    const expected = hidden.test(character) && !shown.test(character)
    if (findUnsafeText(`a${character}b`).length > 0 !== expected) wrong.push(codePoint)
  }
  expect(wrong).toEqual([])
})

test('hidden characters are found among any others, each at its place', () => {
  const visible = fc.stringMatching(/^[a-z0-9 `×≈漢שم.]{0,12}$/)
  const hidden = fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max })))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(visible, hidden), { minLength: 1, maxLength: 6 }),
      visible,
      (parts, end) => {
        let text = ''
        const expected = parts.map(([before, codePoint]) => {
          const offset = text.length + before.length
          text += before + String.fromCodePoint(codePoint)
          return { offset, codePoint }
        })
        const found = findUnsafeText(text + end)
        // A non-joiner between two letters م and م has a meaning; this alphabet offers no other such place.
        const meant = expected.filter(
          ({ offset, codePoint }) =>
            codePoint === 0x200c && text[offset - 1] === 'م' && (text + end)[offset + 1] === 'م',
        )
        expect(found.map(({ offset, codePoint }) => ({ offset, codePoint }))).toEqual(
          expected.filter((place) => !meant.includes(place)),
        )
      },
    ),
    { numRuns: tries(2000) },
  )
})

test.each([
  ['CJK', '使う 日本語 한국어'],
  ['right-to-left names', 'שלום مرحبا'],
  ['marks of right-to-left letters', 'مُحَمَّد שָׁלוֹם'],
  ['emoji with joiners and selectors', '👩‍💻 ❤️ 1️⃣ 🏳️‍🌈 👍🏽 👩🏽‍🚀 ❤️‍🔥 🏳‍🌈 🇪🇺 ✔️'],
  ['a non-joiner between letters of a joining script', 'می‌خواهم'],
  ['a non-joiner after a virama', 'क्‌ष'],
  ['an Arabic end of verse and number sign', '\u06dd verse \u0600 number'],
  ['mathematics', '∑ x² ≤ 10⁻⁹ µs × ½ ∀x∈ℝ √2 ≈ 1.41'],
  ['code', 'x = {**a, "k": [1, 2]}\n\ty'],
  ['typography', '“quoted” — 5 000, 28 µs … naïve café Ångström'],
])('%s pass', (_, text) => {
  expect(findUnsafeText(text)).toEqual([])
})

test.each([
  ['a joiner between letters', 'a\u200db'],
  ['a joiner before an emoji', 'a\u200d💻'],
  ['a joiner after an emoji', '👩\u200db'],
  ['a joiner at the end', '👩\u200d'],
  ['a joiner after the sign of an emoji alone', '\u{1f3fd}\u200d💻'],
  ['a joiner between digits', '1\u200d2'],
  ['a selector after a letter', 'a\ufe0f'],
  ['a selector after a digit that is no key', '1\ufe0f2'],
  ['a selector after a skin tone', '👍🏽\ufe0f'],
  ['a selector after another', '❤️\ufe0f'],
  ['a text selector after an emoji', '❤\ufe0e'],
  ['a non-joiner between Latin letters', 'a\u200cb'],
  ['a non-joiner at the end of a word', 'می\u200c'],
  ['a non-joiner beside a digit', '۱\u200c۲'],
  ['a lone surrogate', 'a\ud800b'],
])('%s has no meaning and is refused', (_, text) => {
  expect(findUnsafeText(text)).toHaveLength(1)
})

test('a non-joiner beside a selector that is a mark of a joining script parts no letters', () => {
  expect(findUnsafeText('م\u200c\u180b').map(({ name }) => name)).toEqual(['U+200C', 'U+180B'])
  expect(findUnsafeText('\u180f\u200cم').map(({ name }) => name)).toEqual(['U+180F', 'U+200C'])
})

test('of two joiners in a row both are refused', () => {
  expect(findUnsafeText('👩\u200d\u200d💻')).toHaveLength(2)
})
