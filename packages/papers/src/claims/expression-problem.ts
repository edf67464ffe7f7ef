import type { FaultRule } from '../faults/fault-rule.ts'

/** What is wrong with an expression; `at` and `to` are offsets inside its source. */
export interface ExpressionProblem {
  rule: FaultRule
  message: string
  at: number
  to: number
}
