import { digitsOf } from '../frontmatter/typed-number.ts'
import { kindOf, type NumberKind } from '../kinds.ts'

/** The units that a kind of claim is written in, for messages. */
export function unitsOf(kind: NumberKind): string {
  const names = Object.keys(kindOf(kind).units).filter((unit) => unit !== '' && unit !== 'μs')
  return names.length > 0 ? names.join(', ') : 'no unit'
}

/**
 * A quantity as people write it (`28 µs`, `37%`, `1.5`, `1,234.5 ns`), in base units; `null` when it is not
 * one of this kind. A saving or a share may leave its sign out; times and sizes must name their unit.
 */
export function parseQuantity(text: string, kind: NumberKind): number | null {
  const [, sign, typed, unit] = /^([+-]?)([\d_,.]+)\s*([a-zA-Zµμ×%]*)$/.exec(text.trim()) ?? []
  if (typed === undefined || unit === undefined) return null
  const digits = digitsOf(typed)
  const { units } = kindOf(kind)
  const power = Object.hasOwn(units, unit) ? units[unit] : undefined
  if (digits === null || power === undefined) return null
  // Written as a literal, so that 50 µs is 5e-5 and not the product of two rounded numbers.
  const value = Number(`${sign}${digits}e${power}`)
  return Number.isFinite(value) ? value : null
}
