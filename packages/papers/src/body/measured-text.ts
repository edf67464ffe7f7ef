/** A number that looks measured; offsets are those of the text. */
export interface MeasuredText {
  number: string
  start: number
  end: number
}

/** Digits of a number, as many as anybody writes: each is tried as its last one. */
const few = String.raw`\d{1,40}`
/** What may stand behind the first digit of a number. */
const digits = String.raw`(?:[\d,]{0,40}\d)?(?:\.${few})?(?:[eE][+-]?${few})?(?:\s?(?:\^|\*\*)\s?${few})?`
const compared =
  'as|faster|slower|cheaper|dearer|more|less|fewer|the|smaller|larger|bigger|longer|shorter|higher|lower|better|worse|quicker'

/**
 * A number, or a range of them, with a unit that measurements come in, or a factor in words. It
 * begins with the digit, for which engines scan fast, and looks at what stands before it after that.
 */
const measured = new RegExp(
  String.raw`\d(?<!(?:[\w.]|\d,|\w-)\d)${digits}(?:\s?[-–]\s?\d${digits})?(?:${[
    String.raw`\s?[×✕✖⨯⨉╳хХχΧ]`,
    String.raw`\s?(?:µs|μs|us|ns|ms|[kKMG]i?B|B|bytes)\b`,
    String.raw`\s?[%‰‱](?!\w)`,
    String.raw`\s(?:s|sec|seconds?|(?:nano|micro|milli)seconds?|percent|per\scent)\b`,
    String.raw`(?:[xX]|[- ]?fold)\b`,
    String.raw`\s[xX]\b(?!\s*\d)`,
    String.raw`\stimes(?:\s(?:${compared})\b|(?=\)))`,
    // A power of ten says how large by itself.
    String.raw`(?<=\d[eE][+-]?${few}|\b10(?:\s?(?:\^|\*\*)\s?)${few})(?![\w.])`,
    String.raw`(?<=\bfactor\s(?:of\s)?\d${digits})`,
  ].join('|')})`,
  'g',
)

/** The numbers of a text that look measured, in digits of any kind: ５×, ⑤×, ½×, 10³, Ⅻ %. */
export function findMeasured(text: string): MeasuredText[] {
  const read = withPlainDigits(text)
  if (!/\d/.test(read)) return []
  return Array.from(read.matchAll(measured), ({ index, 0: number }) => ({
    number: text.slice(index, index + number.length),
    start: index,
    end: index + number.length,
  }))
}

/**
 * A text with digits of any script or form as those of ASCII, and full-width signs as plain ones. As long as
 * it was, so that places stay what they are.
 */
export function withPlainDigits(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  return text
    .replaceAll(
      /(?<!\p{L})10[⁰¹²³⁴-⁹]+|(?<!\p{L})10⁻[⁰¹²³⁴-⁹]+/gu,
      (power) => `1e${'0'.repeat(power.length - 2)}`,
    )
    .replaceAll(/(?=[^\0-\x7f])[\p{N}％﹪٪．，٫٬ｘＸ－＋ｅＥ\uff41-\uff5a]/gu, (sign) => {
      if (/\p{N}/u.test(sign)) return '1'.repeat(sign.length)
      return sign === '٪' ? '%' : sign === '٫' ? '.' : sign === '٬' ? ',' : sign.normalize('NFKC')
    })
}
