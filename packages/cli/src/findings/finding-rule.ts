import type { FaultRule } from '@rulebook/papers'

/**
 * Every kind of finding but faults of papers, by the id that commands print. `findings.md` explains
 * each, and then the warnings of a measurement. What is reported elsewhere by an id that is neither
 * here nor a fault does not compile.
 */
export const findingRules = [
  // what the pipeline wrote
  'stale',
  'over-budget',
  // suites
  'stale-catalogue',
  'suite-form',
  'suite-without-paper',
  // published runs
  'run-impossible',
  'run-unlikely',
  'run-edited',
  'unmeasured-benchmark',
  'python-version',
  'evidence-age',
  'files-in-memory',
  // claims and rules
  'refuted-claim',
  'loose-bound',
  'untried-version',
  'idle-claim',
  'left-out',
  'never-publishable',
  // directives
  'directive-changed',
  'directive-wording',
  'base-unread',
  // unsafe text
  'unsafe-html',
  'unsafe-link',
  'unsafe-reference',
  'unsafe-escape',
  'unsafe-block',
  'unsafe-blob',
  // commands
  'failure',
] as const

/** What commands tell of: findings of their own, and faults of papers. */
export type FindingRule = (typeof findingRules)[number] | FaultRule
