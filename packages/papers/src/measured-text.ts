/** A number that looks measured; offsets are those of the text. */
export interface MeasuredText {
  number: string
  start: number
  end: number
}

/** What may stand behind the first digit of a number. */
const digits = String.raw`(?:[\d,]*\d)?(?:\.\d+)?(?:e\d+)?`
const compared =
  'as|faster|slower|cheaper|dearer|more|less|fewer|the|smaller|larger|bigger|longer|shorter|higher|lower|better|worse|quicker'

/**
 * A number, or a range of them, with a unit that measurements come in, or a factor in words. It
 * begins with the digit, for which engines scan fast, and looks at what stands before it after that.
 */
const measured = new RegExp(
  String.raw`\d(?<!(?:[\w.]|\d,|\w-)\d)${digits}(?:\s?[-–]\s?\d${digits})?(?:${[
    String.raw`\s?[×✕✖⨯]`,
    String.raw`\s?(?:µs|μs|us|ns|ms|[kKMG]i?B|B|bytes)\b`,
    String.raw`\s?%(?!\w)`,
    String.raw`\s(?:s|sec|seconds?|(?:nano|micro|milli)seconds?|percent|per\scent)\b`,
    String.raw`(?:[xX]|[- ]?fold)\b`,
    String.raw`\s[xX]\b(?!\s*\d)`,
    String.raw`\stimes(?:\s(?:${compared})\b|(?=\)))`,
    String.raw`(?<=\bfactor\s(?:of\s)?\d${digits})`,
  ].join('|')})`,
  'g',
)

/** The numbers of a text that look measured. */
export function findMeasured(text: string): MeasuredText[] {
  if (!/\d/.test(text)) return []
  return Array.from(text.matchAll(measured), ({ index, 0: number }) => ({
    number,
    start: index,
    end: index + number.length,
  }))
}
