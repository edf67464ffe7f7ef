import type { Block, Run, Use } from '@rulebook/bench'
import type { Claim, Figure, Paper } from '@rulebook/papers'
import { blockWith, estimateOf, evaluate, observe } from './estimate.ts'
import type { BenchmarkEvidence, ClaimMeasurement, CostMeasurement, Evidence } from './evidence.ts'
import { widthWarnings } from './interval-width.ts'
import { remembered } from './memoize.ts'
import { measureRank } from './rank.ts'
import { inUse, usesOf } from './use.ts'
import { verdictOn, worstVerdict } from './verdict.ts'

/** Bind the claims of papers, and the benchmarks their figures show, to runs. */
export function bind(papers: readonly Paper[], runs: readonly Run[]): Evidence {
  const evidence: Evidence = { claims: new Map(), benchmarks: new Map() }
  for (const paper of papers) {
    for (const claim of paper.claims) {
      const measurements = runs.flatMap((run) => bindClaim(claim, run))
      const verdict = worstVerdict(measurements.map((measurement) => measurement.verdict))
      evidence.claims.set(claim.id, { claim, kind: claim.kind, verdict, measurements })
    }
    const costs = runs.map((run) => costsShown(paper, run))
    for (const id of benchmarksShown(paper)) {
      const found = costs.map((cost) => cost.get(id)!)
      const measurements = found.map(({ run, estimate, warnings }) => ({ run, estimate, warnings }))
      const kind = found.findLast((cost) => cost.kind !== null)?.kind ?? 'time'
      evidence.benchmarks.set(id, { id, kind, measurements })
    }
  }
  return evidence
}

/** Ids of the benchmarks whose cost a paper shows as a figure, in its text or in a directive. */
export function benchmarksShown(paper: Paper): string[] {
  const targets: Figure['target'][] = paper.figures.map((figure) => figure.target)
  return [...new Set(targets.flatMap((target) => (target.type === 'benchmark' ? [target.id] : [])))].sort()
}

const bindClaim = remembered((claim: Claim, run: Run): ClaimMeasurement[] => {
  const block = blockWith(run, claim.benchmarks)
  const nothing = { estimate: null, order: [], verdict: 'unmeasured' as const, warnings: [] }
  if (!block) return [{ run: run.id, use: 'dropped', ...nothing }]
  return usesOf(block, claim.benchmarks).map((use) => {
    return { run: run.id, use, ...measureClaim(claim, inUse(block, use), use) }
  })
})

function measureClaim(claim: Claim, block: Block, use: Use): Omit<ClaimMeasurement, 'run' | 'use'> {
  const of = use === 'dropped' ? {} : { use }
  const warnings = block.benchmarks
    .filter((benchmark) => claim.benchmarks.includes(benchmark.id))
    .flatMap(({ id, warnings }) => warnings.map((warning) => ({ ...warning, benchmark: id, ...of })))
  if (claim.kind === 'rank') return { warnings, ...measureRank(claim, block) }
  const { observations, samples } = observe(block, claim.benchmarks, (cost) =>
    evaluate(claim.expression, cost),
  )
  const estimate = estimateOf(observations, samples, claim.kind)
  const wide = widthWarnings(estimate, claim.kind, 'claim').map((warning) => ({ ...warning, ...of }))
  return { estimate, order: [], verdict: verdictOn(estimate, claim.holds), warnings: [...warnings, ...wide] }
}

/** What a benchmark costs in a run; no kind where the run does not have it. */
interface Cost extends CostMeasurement {
  kind: BenchmarkEvidence['kind'] | null
}

const costsShown = remembered(
  (paper: Paper, run: Run): Map<string, Cost> =>
    new Map(benchmarksShown(paper).map((id) => [id, costIn(run, id)])),
)

function costIn(run: Run, id: string): Cost {
  const block = blockWith(run, [id])
  if (!block) return { run: run.id, kind: null, estimate: null, warnings: [] }
  const { unit, warnings } = block.benchmarks.find((benchmark) => benchmark.id === id)!
  const kind = unit === 'B' ? 'size' : 'time'
  const { observations, samples } = observe(block, [id], (cost) => cost(id))
  const estimate = estimateOf(observations, samples, kind)
  return { run: run.id, kind, estimate, warnings: [...warnings, ...widthWarnings(estimate, kind, 'cost')] }
}
