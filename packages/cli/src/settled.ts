import type { Finding } from './papers.ts'

/** What `rulebook distill` says when nothing has changed. */
export interface SettledReport {
  /** Path of the rulebook, from the root. */
  rulebook: string
  runs: string[]
  rules: { kept: number; domains: number }
  tokens: { used: number; limit: number }
  leftOut: { id: string; reason: string }[]
  findings: Finding[]
}

/** `RULEBOOK.md: 8 rules of 2 domains, 193 of 200 tokens`. */
export function summaryOf(
  rulebook: string,
  { rules, tokens }: Pick<SettledReport, 'rules' | 'tokens'>,
): string {
  return `${rulebook}: ${rules.kept} rules of ${rules.domains} domains, ${tokens.used} of ${tokens.limit} tokens`
}

/** A report in words, or as the object that `--json` prints. */
export function describeSettled({ rulebook, findings, ...report }: SettledReport, json: boolean): string {
  if (json) {
    const { runs, rules, tokens, leftOut } = report
    const data = {
      command: 'distill',
      runs,
      adopted: false,
      reason: 'nothing changed',
      written: [],
      rules,
      tokens,
      moved: [],
      leftOut,
      findings,
    }
    return `${JSON.stringify(data, null, 2)}\n`
  }
  const leftOut = report.leftOut.map(({ id, reason }) => `left out ${id}: ${reason}\n`)
  return `${leftOut.join('')}${summaryOf(rulebook, report)}; nothing changed, no byte changed\n`
}

/** The notes on papers that come with a report in words. */
export function notesOf({ findings }: SettledReport): string {
  return findings.map(({ file, line, message }) => `note ${file}:${line}: ${message}\n`).join('')
}
