import type { ClaimKind } from '@rulebook/papers'
import type { ClaimWarning, Estimate } from './evidence.ts'

/** Relative half-width of an interval beyond which a reader is warned. */
const widest = 0.05

/**
 * How far an interval reaches beyond its estimate, as a share of it, on the scale the kind is
 * measured on: half the logarithm between the bounds, for percents that of what remains. `Infinity`
 * where the interval includes zero.
 */
export function relativeHalfWidth({ interval: [low, high] }: Estimate, kind: ClaimKind): number {
  const [from, to] = kind === 'percent' ? [1 - high, 1 - low] : [low, high]
  if (from === to) return 0
  return from > 0 && to > 0 ? Math.expm1(Math.log(to / from) / 2) : Number.POSITIVE_INFINITY
}

/** A warning when an estimate is known to no better than a twentieth. */
export function widthWarnings(estimate: Estimate | null, kind: ClaimKind): ClaimWarning[] {
  const half = estimate ? relativeHalfWidth(estimate, kind) : 0
  if (half <= widest) return []
  const reach = Number.isFinite(half) ? `${Math.round(half * 100)} % beyond the estimate` : 'beyond zero'
  return [{ code: 'wide', message: `the interval reaches ${reach}` }]
}
