import type { Rule } from '@rulebook/papers'
import type { ClaimMeasurement, Evidence } from './evidence.ts'

/** What a rule without a comparable effect counts as: a factor of two. */
const unknownEffect = Math.log10(2)

/**
 * How much a rule saves, as log10 of a factor ≥ 1: the bound of its effect claim's interval that
 * lies nearer to no effect (a percent p as 1/(1−p), a rank as its last over its first), the least
 * over the runs. 0 when an interval includes no effect. Rules whose effect is a time, a size or a
 * count, or that have none, count as 2×.
 */
export function strengthOf(rule: Rule, evidence: Evidence): number {
  const claims = (rule.effect ? [rule.effect] : rule.claims).flatMap((id) => evidence.claims.get(id) ?? [])
  const effect = claims.find(({ kind }) => kind === 'ratio' || kind === 'percent' || kind === 'rank')
  if (!effect) return unknownEffect
  const strengths = effect.measurements.map((measurement) =>
    measuredStrength(measurement, effect.kind === 'percent'),
  )
  return Math.min(...strengths)
}

function measuredStrength({ estimate }: ClaimMeasurement, percent: boolean): number {
  if (!estimate) return 0
  const [low, high] = estimate.interval.map((x) => (percent ? 1 / (1 - x) : x)) as [number, number]
  if (!(low > 0) || !(high > 0)) return 0
  if (low > 1) return Math.log10(low)
  return high < 1 ? -Math.log10(high) : 0
}
