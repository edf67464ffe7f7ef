import type { ClaimKind } from '@rulebook/papers'
import { estimateKind, kindOf } from '@rulebook/papers/kinds'
import type { Estimate, EstimateWarning } from './evidence.ts'

/**
 * Relative half-width of an interval beyond which a reader is warned. Costs as such swing with the machine
 * whatever their interval says, so for one that is more: beyond a tenth, the second digit of its figure
 * tells nothing, whatever the first.
 */
const widest = { claim: 0.05, cost: 0.1 }

/**
 * How far an interval reaches beyond its estimate, as a share of it, on the scale the kind is
 * measured on: half the logarithm between the bounds, for savings that of what remains. `Infinity`
 * where the interval includes zero.
 */
export function relativeHalfWidth({ interval: [low, high] }: Estimate, kind: ClaimKind): number {
  const [from, to] = kindOf(estimateKind(kind)).scale === 'remainder' ? [1 - high, 1 - low] : [low, high]
  if (from === to) return 0
  return from > 0 && to > 0 ? Math.expm1(Math.log(to / from) / 2) : Number.POSITIVE_INFINITY
}

/** A warning when an estimate is known to no better than a twentieth, the cost of a benchmark than a tenth. */
export function widthWarnings(
  estimate: Estimate | null,
  kind: ClaimKind,
  of: keyof typeof widest,
): EstimateWarning[] {
  const half = estimate ? relativeHalfWidth(estimate, kind) : 0
  if (half <= widest[of]) return []
  const reach = Number.isFinite(half) ? `${Math.round(half * 100)} % beyond the estimate` : 'beyond zero'
  return [{ code: 'wide', message: `the interval reaches ${reach}` }]
}
