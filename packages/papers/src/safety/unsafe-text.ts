/** A character that a reader cannot see, or that changes how others are shown. */
export interface UnsafeCharacter {
  /** 0-based, in UTF-16 code units. */
  offset: number
  codePoint: number
  /** `U+200B`. */
  name: string
  /** What it is, in words. */
  reason: string
}

/** Ranges of code points that have no place in text that agents read, with what they are. */
const refused: [from: number, to: number, reason: string][] = [
  [0x00ad, 0x00ad, 'a soft hyphen'],
  [0x034f, 0x034f, 'a combining grapheme joiner'],
  [0x061c, 0x061c, 'a direction mark'],
  [0x115f, 0x1160, 'an invisible Hangul filler'],
  [0x17b4, 0x17b5, 'an invisible Khmer vowel'],
  [0x180b, 0x180f, 'a Mongolian variation selector'],
  [0x200b, 0x200f, 'a zero-width character or direction mark'],
  [0x2028, 0x2029, 'a line or paragraph separator'],
  [0x202a, 0x202e, 'a direction override'],
  [0x2060, 0x2064, 'an invisible operator or joiner'],
  [0x2065, 0x2065, 'an unassigned character'],
  [0x2066, 0x2069, 'a direction isolate'],
  [0x206a, 0x206f, 'a deprecated format character'],
  [0x2800, 0x2800, 'a blank Braille pattern'],
  [0x3164, 0x3164, 'an invisible Hangul filler'],
  [0xfe00, 0xfe0f, 'a variation selector'],
  [0xfeff, 0xfeff, 'a byte order mark inside the text'],
  [0xffa0, 0xffa0, 'an invisible Hangul filler'],
  [0xfff0, 0xfffc, 'an interlinear, unassigned or replaced object'],
  [0x1d159, 0x1d159, 'a musical note head that is not shown'],
  [0x1d173, 0x1d17a, 'an invisible musical control'],
  [0xe0000, 0xe007f, 'a tag character'],
  [0xe0100, 0xe01ef, 'a variation selector'],
]

const control = /\p{Cc}/u
const privateUse = /\p{Co}/u
const surrogate = /\p{Cs}/u
const unassigned = /\p{Cn}/u
const format = /\p{Cf}/u
/**
 * Signs of Arabic, Syriac and Kaithi that stand under or around digits: format characters by name, but
 * shown (Unicode's Prepended_Concatenation_Mark, which regular expressions do not know).
 */
const prependedMark = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
const ignorable = /\p{Default_Ignorable_Code_Point}/u
/** What an emoji sequence is built on; digits, `#` and `*` are emoji by name only. */
const emojiBase = /^(?=\p{Extended_Pictographic})\p{Emoji}$/u
const emojiModifier = /^\p{Emoji_Modifier}$/u
/**
 * Letters and marks of scripts whose letters join, where U+200C keeps two apart. Signs that are
 * not shown (the Mongolian selectors are marks by name) are no letters that it could part.
 */
const joining =
  /^(?=[\p{L}\p{M}])(?!\p{Default_Ignorable_Code_Point})[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Sinhala}]$/u

/**
 * Characters that readers cannot see or that change the direction of others: zero-width, bidi,
 * tags, variation selectors, controls, private use, unassigned. A joiner or selector passes only
 * where Unicode gives it a meaning: U+200D inside an emoji sequence, U+FE0F after an emoji, U+200C
 * between letters of a joining script. Newlines and tabs pass.
 */
export function findUnsafeText(text: string): UnsafeCharacter[] {
  const found: UnsafeCharacter[] = []
  const characters = [...text]
  let offset = 0
  for (const [index, character] of characters.entries()) {
    const codePoint = character.codePointAt(0)!
    const reason = refusal(character, codePoint)
    if (reason && !hasMeaning(codePoint, characters, index)) {
      const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
      found.push({ offset, codePoint, name, reason })
    }
    offset += character.length
  }
  return found
}

function refusal(character: string, codePoint: number): string | null {
  if (codePoint >= 0x20 && codePoint < 0x7f) return null
  for (const [from, to, reason] of refused) {
    if (codePoint >= from && codePoint <= to) return reason
  }
  if (character === '\n' || character === '\r' || character === '\t') return null
  if (control.test(character)) return 'a control character'
  if (privateUse.test(character)) return 'a private-use character'
  if (surrogate.test(character)) return 'half of a surrogate pair'
  if (unassigned.test(character)) return 'an unassigned character'
  if (ignorable.test(character)) return 'a character that is not shown'
  return format.test(character) && !prependedMark.test(character) ? 'an invisible format character' : null
}

function hasMeaning(codePoint: number, characters: string[], index: number): boolean {
  const before = characters[index - 1] ?? ''
  const after = characters[index + 1] ?? ''
  switch (codePoint) {
    case 0x200d: {
      // An emoji, perhaps with its selector or skin tone, joined to another: 👩‍💻, 🏳️‍🌈, 👩🏽‍🚀.
      const dressed = before === '\ufe0f' || emojiModifier.test(before)
      const base = dressed ? (characters[index - 2] ?? '') : before
      return emojiBase.test(base) && emojiBase.test(after)
    }
    case 0xfe0f:
      return emojiBase.test(before) || (/^[0-9#*]$/.test(before) && after === '\u20e3')
    case 0x200c:
      return joining.test(before) && joining.test(after)
    default:
      return false
  }
}
