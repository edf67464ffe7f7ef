import type { Rule } from '@rulebook/papers'
import { estimateKind, kindOf } from '@rulebook/papers/kinds'
import type { ClaimMeasurement, Evidence } from '../evidence/evidence.ts'

/** What a rule without a comparable effect counts as: a factor of two. */
const unknownEffect = Math.log10(2)
/** The most that a rule can save: a factor of a billion, also where what remains is nothing at all. */
const strongest = 9

/**
 * How much a rule saves, as log10 of a factor ≥ 1: the bound of its effect claim's interval that
 * lies nearer to no effect (a saving p as 1/(1−p), a share p as 1/p, a rank as its last over its first), the least
 * over the runs and the uses, from 0 to 9. 0 when an interval includes no effect or reaches below zero; 9 when all
 * is saved. Rules whose effect is a time, a size or a count, or that have none, count as 2×.
 */
export function strengthOf(rule: Rule, evidence: Evidence): number {
  const claims = (rule.effect ? [rule.effect] : rule.claims).flatMap((id) => evidence.claims.get(id) ?? [])
  const effect = claims.find(({ kind }) => kindOf(estimateKind(kind)).noEffect !== null)
  if (!effect) return unknownEffect
  const strengths = effect.measurements.map((measurement) =>
    measuredStrength(measurement, kindOf(estimateKind(effect.kind)).scale === 'remainder'),
  )
  return Math.min(...strengths)
}

function measuredStrength({ estimate }: ClaimMeasurement, isSaving: boolean): number {
  if (!estimate) return 0
  const [low, high] = isSaving ? estimate.interval.map(factorSaved) : estimate.interval
  if (!(low! >= 0)) return 0
  const strength = low! > 1 ? Math.log10(low!) : high! < 1 ? -Math.log10(high!) : 0
  return Math.min(strength, strongest)
}

/** What is left of the cost, as a factor; of all of it and more, infinite. */
function factorSaved(saving: number): number {
  return saving < 1 ? 1 / (1 - saving) : Number.POSITIVE_INFINITY
}
