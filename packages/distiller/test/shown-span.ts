const powers: Record<string, number> = {
  '×': 0,
  '': 0,
  '%': -2,
  s: 0,
  ms: -3,
  µs: -6,
  ns: -9,
  B: 0,
  kB: 3,
  MB: 6,
  GB: 9,
}

/** The values that a shown number or range may stand for, in base units. */
export function spanOf(text: string): [number, number] {
  const spans = spansOf(text)
  return [spans[0]![0], spans.at(-1)![1]]
}

/** The same of each end of a range, of the bound of a line (`over 12×`), or of the one number: half a unit of the last digit to either side. */
export function spansOf(text: string): [number, number][] {
  const ends = text
    .replace(/^(?:over|under) /, '')
    .split('–')
    .map((end) => /^(-?[\d.]+)\s?(\D*)$/.exec(end))
  return ends.map((match): [number, number] => {
    const power = powers[match?.[2] || ends.at(-1)?.[2] || '']
    if (!match || power === undefined) throw new Error(`“${text}” is no number that a figure shows`)
    const [shown, half] = [Number(match[1]), halfUnit(match[1]!)]
    return [(shown - half) * 10 ** power, (shown + half) * 10 ** power]
  })
}

/** Half a unit of the last of two digits; zeros behind them, before the point, are none. */
function halfUnit(digits: string): number {
  const decimals = digits.split('.')[1]?.length ?? 0
  if (decimals > 0) return 0.5 * 10 ** -decimals
  if (Number(digits) === 0) return 0
  return 0.5 * 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(Number(digits)))) - 1)
}
