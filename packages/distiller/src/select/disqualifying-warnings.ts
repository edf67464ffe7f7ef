import type { Warning } from '@rulebook/bench'

/** What a statement may not be: its figure is true of something else than the benchmark says. */
const disqualifying = [
  'used-up',
  'unawaited',
  'nothing-timed',
  'unequal-results',
] as const satisfies readonly Warning['code'][]

/** Does a warning of this code keep the rules that rest on its benchmark out of the rulebook? */
export function isDisqualifying(code: string): boolean {
  return disqualifying.some((known) => known === code)
}
