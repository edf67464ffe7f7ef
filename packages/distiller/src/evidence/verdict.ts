import type { Condition } from '@rulebook/papers'
import type { Estimate, Verdict } from './evidence.ts'

/**
 * `supported` when the whole interval meets the condition, `refuted` when none of it does,
 * `inconclusive` otherwise, `unmeasured` without an estimate.
 */
export function verdictOn(estimate: Estimate | null, { low, high }: Condition): Verdict {
  if (!estimate) return 'unmeasured'
  const [from, to] = estimate.interval
  const above = (x: number) => !low || (low.inclusive ? x >= low.value : x > low.value)
  const below = (x: number) => !high || (high.inclusive ? x <= high.value : x < high.value)
  if (above(from) && below(to)) return 'supported'
  return above(to) && below(from) ? 'inconclusive' : 'refuted'
}

/** From best to worst. */
const severity: Verdict[] = ['supported', 'inconclusive', 'refuted', 'unmeasured']

/** A claim holds on several runs and in several uses only as well as in the worst of them. `unmeasured` for none. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  const worst = Math.max(-1, ...verdicts.map((verdict) => severity.indexOf(verdict)))
  return severity[worst] ?? 'unmeasured'
}
