import type { Paper, Rule } from '@rulebook/papers'
import type { ClaimEvidence, Evidence, Verdict } from './evidence.ts'
import { formatFigure } from './figure.ts'

/** A rule whose claims all hold: it may go into the rulebook. */
export interface Candidate {
  rule: Rule
}

/** A rule that is left out whatever the budget, and why. */
export interface LeftOut {
  rule: Rule
  reason: string
}

/** Split the rules of papers into those whose every claim is supported, and those left out. */
export function verify(
  papers: readonly Paper[],
  evidence: Evidence,
): { candidates: Candidate[]; leftOut: LeftOut[] } {
  const candidates: Candidate[] = []
  const leftOut: LeftOut[] = []
  for (const paper of papers) {
    for (const rule of paper.rules) {
      const reason = reasonAgainst(paper, rule, evidence)
      if (reason) leftOut.push({ rule, reason })
      else candidates.push({ rule })
    }
  }
  return { candidates, leftOut }
}

function reasonAgainst(paper: Paper, rule: Rule, evidence: Evidence): string | null {
  if (paper.status !== 'accepted') return `its paper is ${paper.status}`
  const failing = rule.claims
    .map((id) => ({ id, claim: evidence.claims.get(id) }))
    .filter(({ claim }) => claim?.verdict !== 'supported')
  if (failing.length === 0) return null
  return failing
    .map(({ id, claim }) => `${id} is ${claim ? verdictWithNumbers(claim) : 'unmeasured'}`)
    .join('; ')
}

/** `refuted (1.1×, 95 % interval 0.9× to 1.3×, expected > 2)`. */
function verdictWithNumbers({ claim, verdict, measurements }: ClaimEvidence): Verdict | string {
  const worst = measurements.find((measurement) => measurement.verdict === verdict)
  if (!worst?.estimate || claim.kind === 'rank') return verdict
  const { value, interval } = worst.estimate
  const [shown, low, high] = [value, ...interval].map((x) => formatFigure(x, claim.kind, 3))
  return `${verdict} (${shown}, 95 % interval ${low} to ${high}, expected ${claim.holds.source})`
}
