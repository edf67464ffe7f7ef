import { kindOf, type NumberKind } from '@rulebook/papers/kinds'

/**
 * Does a shown value still stand for a newly measured one? Compared on the log scale: within 20 %
 * for ratios, shares, counts and sizes, within 2× for times (absolute times swing with the machine);
 * savings are compared by what remains, 1/(1−p).
 */
export function isCompatible(shown: number, measured: number, kind: NumberKind): boolean {
  const { scale, tolerance } = kindOf(kind)
  return scale === 'remainder'
    ? within(1 - shown, 1 - measured, tolerance)
    : within(shown, measured, tolerance)
}

/**
 * Does a measured interval reach into the tolerance around a shown value, or a range of them? What
 * was measured too loosely to tell, such as a wait for a busy disk, contradicts nothing.
 */
export function reaches(
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  kind: NumberKind,
): boolean {
  if (low > to) return isCompatible(to, low, kind)
  return high >= from || isCompatible(from, high, kind)
}

function within(a: number, b: number, factor: number): boolean {
  if (a === b) return true
  return a * b > 0 && Math.abs(Math.log(a / b)) <= Math.log(factor)
}
