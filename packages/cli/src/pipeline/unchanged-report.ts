import type { Finding } from '../findings/finding.ts'
import { findingLine, inLines } from '../findings/finding-line.ts'
import { printableJson, visibleLine } from '../findings/visible-text.ts'

/** What `rulebook distill` says when nothing has changed. */
export interface SettledReport {
  /** Path of the rulebook, from the root. */
  rulebook: string
  runs: string[]
  rules: { kept: number; domains: number }
  tokens: { used: number; limit: number }
  /** Rules that are not in the rulebook; those that hold found no room. */
  leftOut: { id: string; holds: boolean; reason: string }[]
  findings: Finding[]
}

/** `rulebook RULEBOOK.md: 8 rules of 2 domains, 193 of 200 tokens`. */
export function summaryOf(
  rulebook: string,
  { rules, tokens }: Pick<SettledReport, 'rules' | 'tokens'>,
): string {
  return `rulebook ${rulebook}: ${rules.kept} rules of ${rules.domains} domains, ${tokens.used} of ${tokens.limit} tokens`
}

/** What was left out because it does not hold, a line each; those that only found no room are counted. */
export function describeLeftOut(leftOut: SettledReport['leftOut']): string[] {
  const failing = leftOut.filter(({ holds }) => !holds)
  const outbid = leftOut.length - failing.length
  return [
    ...failing.map(({ id, reason }) => `left out ${id}: ${reason}`),
    ...(outbid > 0
      ? [
          `left out for lack of room: ${outbid} that hold; \`rulebook distill --explain\` shows what each would cost`,
        ]
      : []),
  ]
}

/** A report in words, or as the object that `--json` prints. */
export function describeSettled({ rulebook, findings, ...report }: SettledReport, json: boolean): string {
  if (json) {
    const { runs, rules, tokens, leftOut } = report
    const data = {
      command: 'distill',
      runs,
      adopted: false,
      blocks: [],
      reason: 'nothing changed',
      written: [],
      rules,
      tokens,
      moved: [],
      leftOut,
      findings: inLines(findings),
    }
    return `${printableJson(data, 2)}\n`
  }
  const summary = `${summaryOf(rulebook, report)}; nothing changed, no byte changed`
  return [...describeLeftOut(report.leftOut), summary].map((line) => `${visibleLine(line)}\n`).join('')
}

/** The notes on papers that come with a report in words. */
export function notesOf({ findings }: SettledReport): string {
  return findings.map((finding) => `note ${visibleLine(findingLine(finding))}\n`).join('')
}
