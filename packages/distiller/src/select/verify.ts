import type { Paper, Rule } from '@rulebook/papers'
import type { ClaimEvidence, ClaimWarning, Evidence, Verdict } from '../evidence/evidence.ts'
import { useBeside } from '../evidence/use.ts'
import { formatFigure } from '../figures/figure.ts'
import { isDisqualifying } from './disqualifying-warnings.ts'

/** A rule whose claims all hold: it may go into the rulebook. */
interface Candidate {
  rule: Rule
}

/** A rule that is left out whatever the budget, and why. */
export interface LeftOut {
  rule: Rule
  reason: string
}

/** Rules that hold and rules that do not. */
export interface Verified {
  candidates: Candidate[]
  leftOut: LeftOut[]
}

/** Split the rules of papers into those whose every claim is supported, and those left out. */
export function verify(papers: readonly Paper[], evidence: Evidence): Verified {
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
    .map(({ id, claim }) => `${id} is ${claim ? verdictWithNumbers(claim) : 'unmeasured'}`)
  const shown = benchmarksOf(rule)
  const missing = shown.filter((id) => !isMeasured(id, evidence))
  const reasons = [
    ...failing,
    ...missing.map((id) => `${id}, which it shows, is unmeasured`),
    ...disqualified(rule.claims, shown, evidence),
  ]
  return reasons.length > 0 ? reasons.join('; ') : null
}

/** What says that a benchmark, on which a claim or a shown cost of a rule rests, is not what it is taken for. */
function disqualified(claims: readonly string[], shown: readonly string[], evidence: Evidence): string[] {
  const found = [
    ...claims.flatMap((id) => evidence.claims.get(id)?.measurements ?? []),
    ...shown.flatMap((id) =>
      (evidence.benchmarks.get(id)?.measurements ?? []).map(({ warnings }) => ({
        warnings: warnings.map((warning) => ({ ...warning, benchmark: id })),
      })),
    ),
  ].flatMap(({ warnings }): ClaimWarning[] => warnings.filter(({ code }) => isDisqualifying(code)))
  const reasons = found.map(({ benchmark, code, message }) => `${benchmark} is ${code} (${message})`)
  return [...new Set(reasons)]
}

/** Ids of the benchmarks whose cost the directives of a rule show. */
function benchmarksOf({ directives }: Rule): string[] {
  const targets = directives.flatMap(({ segments }) =>
    segments.flatMap((segment) => (segment.type === 'figure' ? [segment.target] : [])),
  )
  return [...new Set(targets.flatMap((target) => (target.type === 'benchmark' ? [target.id] : [])))]
}

function isMeasured(benchmark: string, evidence: Evidence): boolean {
  const measurements = evidence.benchmarks.get(benchmark)?.measurements ?? []
  return measurements.length > 0 && measurements.every(({ estimate }) => estimate !== null)
}

/** `refuted (1.1×, 95 % interval 0.9× to 1.3×, expected > 2)`; of several runs or uses with the one that says so. */
function verdictWithNumbers({ claim, verdict, measurements }: ClaimEvidence): Verdict | string {
  const worst = measurements.find((measurement) => measurement.verdict === verdict)
  if (!worst?.estimate || claim.kind === 'rank') return verdict
  const { value, interval } = worst.estimate
  const [shown, low, high] = [value, ...interval].map((x) => formatFigure(x, claim.kind, 3))
  const where = new Set(measurements.map(({ run }) => run)).size > 1 ? `, run ${worst.run}` : ''
  const use = useBeside(worst.use, measurements)
  return `${verdict} (${shown}, 95 % interval ${low} to ${high}${use ? `, ${use}` : ''}${where}, expected ${claim.holds.source})`
}
