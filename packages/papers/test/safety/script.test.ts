import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { findMixedWords, scriptsOf } from '../../src/safety/script.ts'

/** Letters that Unicode's table of confusables gives for those of ASCII, of other scripts or forms. */
const confusables: Record<string, string> = {
  a: 'аα𝐚ａ',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еҽ',
  g: 'ց𝗀',
  h: 'һհ',
  i: 'іι',
  j: 'јϳ',
  n: 'ոռ',
  o: 'оοօס',
  p: 'рρ',
  q: 'ԛզ',
  s: 'ѕꮪ',
  u: 'սυ',
  v: 'νѵ',
  w: 'ԝա',
  x: 'хχ',
  y: 'уγ',
}

test('a word in which one letter is swapped for one that looks like it is found at its place', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[acdeghijnopqsuvwxy]{2,10}$/),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', 'use ', 'x = ', 'import ', '`', '"'),
      (word, at, which, before) => {
        const index = at % word.length
        const looks = [...confusables[word[index]!]!]
        const swapped = word.slice(0, index) + looks[which % looks.length]! + word.slice(index + 1)
        expect(findMixedWords(`${before}${swapped} now`)).toMatchObject([
          { offset: before.length, word: swapped },
        ])
      },
    ),
    { numRuns: tries(1000) },
  )
})

test.each([
  'naïve café Ångström 28 µs μs kΩ Δt λ σ',
  'Используйте множество',
  '使うlistを 日本語カタカナひらがな 한국어 漢字',
  'שלום مرحبا',
  'x² + 10³ ½ ①',
  '"\\nжук %sжук"',
  'größe = ΔΣ',
])('one script a word passes: %s', (text) => {
  expect(findMixedWords(text)).toEqual([])
})

test('East Asian scripts are one, a sign is none', () => {
  expect(scriptsOf('日本ひカ한')).toEqual(['East Asian'])
  expect(scriptsOf('a µ Ω 1')).toEqual(['Latin'])
  expect(scriptsOf('ab жы')).toEqual(['Latin', 'Cyrillic'])
})
