import type { ClaimKind } from '@rulebook/papers'

/** Kinds of figures that show a number. */
export type NumberKind = Exclude<ClaimKind, 'rank'>

const timeUnits: [unit: string, power: number][] = [
  ['s', 0],
  ['ms', -3],
  ['µs', -6],
  ['ns', -9],
]
const sizeUnits: [unit: string, power: number][] = [
  ['GB', 9],
  ['MB', 6],
  ['kB', 3],
  ['B', 0],
]

/**
 * A number as papers and rulebook show it, with two significant digits by default: `350×`, `37%`,
 * `28 µs`, `72 B`, `2.6`. `value` is in base units: seconds, bytes, a fraction of one, or plain.
 */
export function formatFigure(value: number, kind: NumberKind, digits = 2): string {
  switch (kind) {
    case 'ratio':
      return `${significant(value, digits)}×`
    case 'count':
      return significant(value, digits)
    case 'percent':
      return `${significant(value * 100, digits)}%`
    case 'time':
      return withUnit(value, timeUnits, digits)
    case 'size':
      return withUnit(value, sizeUnits, digits)
  }
}

/** Plain decimal notation with so many significant digits; a trailing zero shows that it was measured. */
function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '?'
  const rounded = Number(value.toPrecision(digits))
  if (rounded === 0) return '0'
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)) + 1e-12))
  return rounded.toFixed(Math.min(decimals, 20))
}

function withUnit(value: number, units: [string, number][], digits: number): string {
  const rounded = Math.abs(Number(value.toPrecision(digits)))
  const [unit, power] = units.find(([, power]) => rounded >= 10 ** power * (1 - 1e-9)) ?? units.at(-1)!
  // Scaled by notation rather than by division, which would round twice.
  const [mantissa, exponent] = value.toExponential().split('e')
  const scaled = Number(`${mantissa}e${Number(exponent) - power}`)
  return `${significant(scaled, unit === 'B' ? Math.max(digits, 1) : digits)} ${unit}`
}

/** The value that a figure's text shows, in base units, or both ends of a range; `null` when it shows none. */
export function parseFigure(text: string, kind: NumberKind): [number, number] | null {
  const match = /^(-?[\d.]+)(?:–(-?[\d.]+))?\s?(\D*)$/.exec(text)
  if (!match) return null
  const power = powerOf(match[3]!, kind)
  if (power === undefined) return null
  const [low, high] = [match[1]!, match[2] ?? match[1]!].map((digits) => Number(`${digits}e${power}`))
  return Number.isFinite(low) && Number.isFinite(high) ? [low!, high!] : null
}

function powerOf(unit: string, kind: NumberKind): number | undefined {
  switch (kind) {
    case 'ratio':
      return unit === '×' ? 0 : undefined
    case 'count':
      return unit === '' ? 0 : undefined
    case 'percent':
      return unit === '%' ? -2 : undefined
    case 'time':
      return timeUnits.find(([name]) => name === unit)?.[1]
    case 'size':
      return sizeUnits.find(([name]) => name === unit)?.[1]
  }
}

/** A range over several runs, `110–350×`, its unit named once. */
export function formatRange(low: number, high: number, kind: NumberKind): string {
  const [from, to] = [formatFigure(low, kind), formatFigure(high, kind)]
  const unit = (text: string) => /^-?[\d.]+(.*)$/.exec(text)?.[1] ?? ''
  return unit(from) === unit(to) ? `${from.slice(0, from.length - unit(from).length)}–${to}` : `${from}–${to}`
}
