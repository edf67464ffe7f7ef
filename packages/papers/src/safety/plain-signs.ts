/** A text in plain signs, and where each of its UTF-16 code units stands in the text it was made of. */
export interface PlainSigns {
  text: string
  offsets: readonly number[] | null
}

/** Signs that look like those of ASCII and have no compatibility form that says so. */
const signs: Record<string, string> = {
  '\u2039': '<',
  '\u3008': '<',
  '\u276e': '<',
  '\u276c': '<',
  '\u27e8': '<',
  '\u02c2': '<',
  '\u203a': '>',
  '\u3009': '>',
  '\u276f': '>',
  '\u276d': '>',
  '\u27e9': '>',
  '\u02c3': '>',
  '\u2502': '|',
  '\u2503': '|',
  '\u2223': '|',
  '\u01c0': '|',
  '\u2758': '|',
  '\u258f': '|',
  '\u23ae': '|',
  '\u00a6': '|',
  '\u2044': '/',
  '\u2215': '/',
  '\u2571': '/',
  '\u29f8': '/',
  '\u2581': '_',
  '\uff3b': '[',
  '\u3010': '[',
  '\u3014': '[',
  '\u3011': ']',
  '\u3015': ']',
  '\u2236': ':',
  '\ua789': ':',
  '\u02f8': ':',
  '\u29f5': '\\',
  '\u2216': '\\',
}

/** A text as it reads without compatibility forms (full-width, circled, mathematical) and look-alike signs. */
export function withPlainSigns(text: string): PlainSigns {
  // Most lines have none.
  if (!/[^\0-\x7f]/.test(text)) return { text, offsets: null }
  let plain = ''
  const offsets: number[] = []
  let at = 0
  for (const character of text) {
    const read = character < '\x80' ? character : (signs[character] ?? character.normalize('NFKC'))
    plain += read
    for (let unit = 0; unit < read.length; unit++) offsets.push(at)
    at += character.length
  }
  return { text: plain, offsets }
}
