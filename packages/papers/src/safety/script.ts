/** A word in letters of more than one script; `offset` in UTF-16 code units. */
export interface MixedWord {
  offset: number
  word: string
  scripts: string[]
}

/** What is said of a word that was found. */
export function mixedWordMessage({ word, scripts }: MixedWord): string {
  return `Unexpected word “${word}” in letters of ${scripts.join(' and ')}, expected one script a word; type it anew`
}

/** Scripts by name. Han, kana and Hangul are written together, each as one of Japanese or Korean. */
const scripts: [name: string, letter: RegExp][] = [
  ['styled', /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d6a5}\u2102-\u2134]/u],
  [
    'East Asian',
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
  ],
  ...[
    'Latin',
    'Greek',
    'Cyrillic',
    'Armenian',
    'Georgian',
    'Hebrew',
    'Arabic',
    'Devanagari',
    'Thai',
    'Coptic',
    'Cherokee',
    'Lisu',
    'Gothic',
    'Deseret',
  ].map((name): [string, RegExp] => [name, new RegExp(`\\p{Script=${name}}`, 'u')]),
]

/** Greek letters that stand for units and in formulas, and look like no Latin one. */
const sign = /[μΩΩΔΣΠΛΘΦΨλπσθφψδεω]/u
/** Escapes and placeholders in a string of code end where its text begins: `"\nж"`, `"%sж"`. */
const word = /\\[A-Za-z]|%[sdrif](?=[^\0-\x7f])|[\p{L}\p{M}\p{N}_]+/gu

/** The scripts that the letters of a text are of, but for signs. */
export function scriptsOf(text: string): string[] {
  const found = new Set<string>()
  for (const letter of text) {
    if (letter < '\x80') {
      if (/[A-Za-z]/.test(letter)) found.add('Latin')
    } else if (/\p{L}/u.test(letter) && !sign.test(letter)) {
      const script = scripts.find(([, pattern]) => pattern.test(letter))?.[0]
      // Letters that all scripts share, such as µ, are of none.
      if (script) found.add(script)
      else if (!/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) found.add('another')
    }
  }
  return [...found]
}

/**
 * Words in letters of more than one script: one that looks like another (`оrjson` with a Cyrillic о). Latin
 * beside Japanese, Chinese or Korean, which are written without spaces, is none.
 */
export function findMixedWords(text: string): MixedWord[] {
  if (!/(?![\0-\x7f])\p{L}/u.test(text)) return []
  return Array.from(text.matchAll(word), ({ index, 0: found }) => ({ offset: index, word: found })).flatMap(
    ({ offset, word }) => {
      if (word.startsWith('\\') || !/[^\0-\x7f]/.test(word)) return []
      const scripts = scriptsOf(word)
      const others = scripts.filter((script) => script !== 'Latin')
      const alone = others.length === 0 || (scripts.length === 2 && others[0] === 'East Asian')
      return scripts.length > 1 && !(alone && others.length <= 1) ? [{ offset, word, scripts }] : []
    },
  )
}
