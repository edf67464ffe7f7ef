import type { ClaimKind } from '@rulebook/papers'
import { kindOf } from '@rulebook/papers/kinds'

/** More than any figure shows, few enough to read. */
const digits = 4
/** The most that `toFixed` takes. */
const mostDecimals = 100

/**
 * A value as the evidence keeps it, in base units: rounded to four significant digits. Of a saving or a share what
 * remains to one has as many, because it is what is shown of one close to all.
 */
export function storedValue(value: number, kind: ClaimKind): number {
  const rounded = Number(value.toPrecision(digits))
  if (kind === 'rank' || kindOf(kind).shown !== 'percentage' || !(value < 1)) return rounded
  const decimals = decimalsOf(1 - value)
  // On paper rather than by subtraction, which would leave a remainder of its own.
  return decimals > decimalsOf(value) ? Number(value.toFixed(decimals)) : rounded
}

/** Decimals with which a number shows its significant digits. */
function decimalsOf(value: number): number {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return Math.max(0, Math.min(digits - 1 - magnitude, mostDecimals))
}
