import { kindOf, type NumberKind } from '@rulebook/papers/kinds'

/**
 * A number as papers and rulebook show it, with two significant digits by default: `350×`, `37%`,
 * `28 µs`, `72 B`, `2.6`. Of a saving or a share close to all, what remains has two: `99.51%`. `value` is in
 * base units: seconds, bytes, a fraction of one, or plain.
 */
export function formatFigure(value: number, kind: NumberKind, digits = 2): string {
  const { shown, sign = '', units } = kindOf(kind)
  if (shown === 'number') return `${significant(value, digits)}${sign}`
  return shown === 'percentage' ? percent(value, digits) : withUnit(value, shown, units, digits)
}

/** Plain decimal notation with so many significant digits; a trailing zero shows that it was measured. */
function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '?'
  const rounded = Number(value.toPrecision(digits))
  if (rounded === 0) return '0'
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)) + 1e-12))
  return rounded.toFixed(Math.min(decimals, 20))
}

/**
 * From 99 % on what remains counts, and is shown with two significant digits at least: less than all
 * never reads as all.
 */
function percent(share: number, digits: number): string {
  const remains = 100 * (1 - share)
  if (Number((share * 100).toPrecision(2)) < 99 || !(remains > 0))
    return `${significant(share * 100, digits)}%`
  const rounded = Number(remains.toPrecision(2))
  const decimals = Math.max(1 - Math.floor(Math.log10(rounded) + 1e-12), digits - 2)
  // Whole numbers, because the last of so many digits would be lost in a fraction.
  const units = 10n ** BigInt(decimals + 2) - BigInt(Math.round(remains * 10 ** decimals))
  const text = String(units)
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}%`
}

function withUnit(
  value: number,
  shown: readonly string[],
  powers: Readonly<Record<string, number>>,
  digits: number,
): string {
  const units = shown.map((unit): [string, number] => [unit, powers[unit]!])
  const rounded = Math.abs(Number(value.toPrecision(digits)))
  const [unit, power] = units.find(([, power]) => rounded >= 10 ** power * (1 - 1e-9)) ?? units.at(-1)!
  // Scaled by notation rather than by division, which would round twice.
  const [mantissa, exponent] = value.toExponential().split('e')
  const scaled = Number(`${mantissa}e${Number(exponent) - power}`)
  return `${significant(scaled, unit === 'B' ? Math.max(digits, 1) : digits)} ${unit}`
}

/** A range over several runs, `110–350×`, its unit named once. */
export function formatRange(low: number, high: number, kind: NumberKind): string {
  const [from, to] = [formatFigure(low, kind), formatFigure(high, kind)]
  const unit = (text: string) => /^-?[\d.]+(.*)$/.exec(text)?.[1] ?? ''
  return unit(from) === unit(to) ? `${from.slice(0, from.length - unit(from).length)}–${to}` : `${from}–${to}`
}
