/** Thousands are grouped by commas (`1,000`) or by underscores (`1_000`); what stands behind the point is not grouped. */
const number = /^(?:\d+(?:_\d+)*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d*)?$|^\.\d+$/
/** A comma where others write a point; points may group the thousands (`1.234,5`). */
const withComma = /^(?:\d+(?:_\d+)*|[1-9]\d{0,2}(?:\.\d{3})+),\d+$/
/** What may be a number inside a longer text; it ends with a digit. */
const candidate = /(?<![\w.,])\d(?:[\d_.,]*\d)?/g

/** The digits of a number as people type it (`1,234.5`, `55_000`), without what groups them; `null` for any other text. */
export function digitsOf(text: string): string | null {
  return number.test(text) ? text.replaceAll(/[_,]/g, '') : null
}

/** A number typed with a decimal comma; `at` and `to` are offsets inside the text, `meant` has a point. */
export interface DecimalComma {
  at: number
  to: number
  meant: string
}

/**
 * The numbers of a text that are typed with a decimal comma. Where a comma may be either (`1,234`), it
 * groups thousands.
 */
export function decimalCommas(text: string): DecimalComma[] {
  return Array.from(text.matchAll(candidate), ({ index, 0: found }) => ({
    at: index,
    to: index + found.length,
    found,
  }))
    .filter(({ found }) => digitsOf(found) === null && withComma.test(found))
    .map(({ found, at, to }) => ({ at, to, meant: found.replaceAll(/[_.]/g, '').replace(',', '.') }))
}

/** A text with a point in place of every decimal comma. */
export function withPoints(text: string): string {
  return decimalCommas(text).reduceRight(
    (pointed, { at, to, meant }) => pointed.slice(0, at) + meant + pointed.slice(to),
    text,
  )
}

/** What is told of a decimal comma. */
export function decimalCommaMessage(found: string, meant: string): string {
  return `Unexpected decimal comma in “${found}”, expected a decimal point; write ${meant}`
}

/**
 * An expression as a parser of JavaScript reads its numbers: decimal commas as points, thousands grouped by
 * underscores. As long as it was, so that places stay what they are.
 */
export function asLiterals(expression: string): string {
  return expression.replaceAll(candidate, (found) => {
    if (digitsOf(found) !== null) return found.replaceAll(',', '_')
    return withComma.test(found) ? found.replaceAll('.', '_').replace(',', '.') : found
  })
}
