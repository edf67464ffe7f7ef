import type { FindingRule } from './finding-rule.ts'

/** One thing to mend, for programs. */
export interface Finding {
  rule: FindingRule
  /** A note is for whoever reviews, and fails nothing. */
  severity: 'error' | 'warning' | 'note'
  message: string
  file?: string
  line?: number
  column?: number
  /** Just behind the last character that it is about, where it is about several. */
  endLine?: number
  endColumn?: number
}
