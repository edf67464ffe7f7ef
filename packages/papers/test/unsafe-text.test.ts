import { expect, test } from 'vitest'
import { findUnsafeText } from '../src/unsafe-text.ts'

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
  [0xfff9, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe000, 0xf8ff],
  [0x0000, 0x0008],
  [0x007f, 0x009f],
  [0xfdd0, 0xfdef],
]

test.each(ranges)('every character from %i to %i is refused between plain letters', (from, to) => {
  for (let codePoint = from; codePoint <= to; codePoint++) {
    const found = findUnsafeText(`use ${String.fromCodePoint(codePoint)}sets`)
    expect(found.map((f) => f.codePoint)).toEqual([codePoint])
    expect(found[0]!.offset).toBe(4)
    expect(found[0]!.name).toBe(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
  }
})

test.each([
  ['CJK', '使う 日本語 한국어'],
  ['right-to-left names', 'שלום مرحبا'],
  ['emoji with joiners and selectors', '👩‍💻 ❤️ 1️⃣ 🏳️‍🌈 👍🏽'],
  ['a non-joiner between letters of a joining script', 'می‌خواهم'],
  ['mathematics', '∑ x² ≤ 10⁻⁹ µs × ½'],
  ['code', 'x = {**a, "k": [1, 2]}\n\ty'],
])('%s pass', (_, text) => {
  expect(findUnsafeText(text)).toEqual([])
})

test.each([
  ['a joiner between letters', 'a\u200db'],
  ['a selector after a letter', 'a\ufe0f'],
  ['a non-joiner between Latin letters', 'a\u200cb'],
  ['a lone surrogate', 'a\ud800b'],
])('%s has no meaning and is refused', (_, text) => {
  expect(findUnsafeText(text)).toHaveLength(1)
})
