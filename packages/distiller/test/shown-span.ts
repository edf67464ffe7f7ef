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

/**
 * The values that a shown number or range may stand for, in base units: half a unit of the last digit
 * beyond it.
 */
export function spanOf(text: string): [number, number] {
  const ends = text.split('–').map((end) => /^(-?[\d.]+)\s?(\D*)$/.exec(end))
  const spans = ends.map((match) => {
    const power = powers[match?.[2] || ends.at(-1)?.[2] || '']
    if (!match || power === undefined) throw new Error(`“${text}” is no number that a figure shows`)
    const [shown, half] = [Number(match[1]), halfUnit(match[1]!)]
    return [shown - half, shown + half].map((x) => x * 10 ** power)
  })
  return [spans[0]![0]!, spans.at(-1)![1]!]
}

/** Half a unit of the last of two digits; zeros behind them, before the point, are none. */
function halfUnit(digits: string): number {
  const decimals = digits.split('.')[1]?.length ?? 0
  if (decimals > 0) return 0.5 * 10 ** -decimals
  if (Number(digits) === 0) return 0
  return 0.5 * 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(Number(digits)))) - 1)
}
