import { digitsOf } from '../frontmatter/typed-number.ts'
import type { ClaimKind } from '../paper.ts'

/** Powers of ten between a shown unit and the base unit (seconds, bytes, or 1). */
const units: Record<Exclude<ClaimKind, 'rank'>, Record<string, number>> = {
  ratio: { '': 0, '×': 0, x: 0 },
  count: { '': 0 },
  saving: { '': -2, '%': -2 },
  share: { '': -2, '%': -2 },
  time: { ns: -9, µs: -6, μs: -6, us: -6, ms: -3, s: 0 },
  size: { B: 0, kB: 3, MB: 6, GB: 9 },
}

/** The units that a kind of claim is written in, for messages. */
export function unitsOf(kind: Exclude<ClaimKind, 'rank'>): string {
  const names = Object.keys(units[kind]).filter((unit) => unit !== '' && unit !== 'μs')
  return names.length > 0 ? names.join(', ') : 'no unit'
}

/**
 * A quantity as people write it (`28 µs`, `37%`, `1.5`, `1,234.5 ns`), in base units; `null` when it is not
 * one of this kind. A saving or a share may leave its sign out; times and sizes must name their unit.
 */
export function parseQuantity(text: string, kind: Exclude<ClaimKind, 'rank'>): number | null {
  const [, sign, typed, unit] = /^([+-]?)([\d_,.]+)\s*([a-zA-Zµμ×%]*)$/.exec(text.trim()) ?? []
  if (typed === undefined || unit === undefined) return null
  const digits = digitsOf(typed)
  const power = Object.hasOwn(units[kind], unit) ? units[kind][unit] : undefined
  if (digits === null || power === undefined) return null
  // Written as a literal, so that 50 µs is 5e-5 and not the product of two rounded numbers.
  const value = Number(`${sign}${digits}e${power}`)
  return Number.isFinite(value) ? value : null
}
