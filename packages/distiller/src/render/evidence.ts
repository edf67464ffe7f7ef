import type { Run } from '@rulebook/bench'
import type { ClaimKind, Paper, RankClaim, Rule } from '@rulebook/papers'
import { benchmarksShown } from '../evidence/bind.ts'
import { blockWith } from '../evidence/estimate.ts'
import type { ClaimMeasurement, Estimate, Evidence } from '../evidence/evidence.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { figureText } from '../figures/figure-text.ts'
import { commonOrder } from '../figures/rank-order.ts'
import { storedValue } from '../figures/stored-value.ts'
import { measuredAt } from './rulebook.ts'

/** A run as the evidence file lists it. */
export function runEntry(file: string, run: Run): EvidenceFile['runs'][number] {
  const { interpreter, machine } = run
  return {
    id: run.id,
    file,
    interpreter: `${interpreter.implementation} ${interpreter.version}`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`,
    ...(machine.filesystem === null ? {} : { filesystem: machine.filesystem }),
    measuredAt: measuredAt(run),
  }
}

/** A rule as the evidence file lists it; `against` is why it is left out, and whether it holds all the same. */
export function ruleEntry(
  rule: Rule,
  { text, tokens }: { text: string; tokens: number },
  value: number,
  against: { holds: boolean; reason: string } | null,
): EvidenceFile['rules'][number] {
  const { id, domain, claims } = rule
  const [published, holds] = [against === null, against?.holds ?? true]
  const entry = { id, domain, published, holds, text, tokens, value: storedValue(value, 'count'), claims }
  return against === null ? entry : { ...entry, reason: against.reason }
}

/** The blocks that claims and shown costs rest on, as the evidence file lists them, sorted by id. */
export function blockEntries(papers: readonly Paper[], runs: readonly Run[]): EvidenceFile['blocks'] {
  const needed = papers.flatMap((paper) => [
    ...paper.claims.map(({ benchmarks }) => benchmarks),
    ...benchmarksShown(paper).map((id) => [id]),
  ])
  return runs
    .flatMap((run) =>
      [...new Set(needed.flatMap((benchmarks) => blockWith(run, benchmarks) ?? []))].map(
        ({ id, measuredAt, loaded }) => ({
          id,
          run: run.id,
          measuredAt,
          ...loaded,
        }),
      ),
    )
    .sort(byId)
}

/** Claims and benchmarks as the evidence file lists them, sorted by id. */
export function evidenceEntries(evidence: Evidence): Pick<EvidenceFile, 'claims' | 'benchmarks'> {
  const claims = [...evidence.claims.values()].map(({ claim, kind, verdict, measurements }) => {
    const runs = measurements.flatMap((measurement) => {
      const { use, verdict } = measurement
      return measuredRuns([measurement], kind).map((run) => ({ ...run, use, verdict }))
    })
    const order = claim.kind === 'rank' ? orderOf(claim, measurements) : undefined
    const [first] = runs
    return {
      id: claim.id,
      domain: claim.domain,
      kind,
      value: claim.kind === 'rank' ? claim.entries.map((entry) => entry.label).join(', ') : claim.source,
      holds: claim.kind === 'rank' ? `${labelOf(claim, claim.holds)} first` : claim.holds.source,
      ...(claim.kind === 'rank' || claim.why === null ? {} : { why: claim.why }),
      verdict,
      figure: figureText({ kind, order, runs }),
      ...(order ? { order } : {}),
      estimate: first?.estimate ?? null,
      interval: first?.interval ?? null,
      samples: first?.samples ?? 0,
      benchmarks: claim.benchmarks,
      ...(claim.cited ? { cited: claim.cited } : {}),
      warnings: measurements.flatMap((measurement) => measurement.warnings),
      runs,
    }
  })
  const benchmarks = [...evidence.benchmarks.values()].map(({ id, kind, measurements }) => {
    const runs = measuredRuns(measurements, kind)
    return {
      id,
      kind,
      figure: figureText({ kind, runs }),
      estimate: runs[0]?.estimate ?? null,
      interval: runs[0]?.interval ?? null,
      warnings: measurements.flatMap((measurement) => measurement.warnings),
      runs,
    }
  })
  return { claims: claims.sort(byId), benchmarks: benchmarks.sort(byId) }
}

/** The order that all runs and uses agree on, as labels; nothing where none was measured. */
function orderOf(claim: RankClaim, measurements: readonly ClaimMeasurement[]): string[][] | undefined {
  const order = commonOrder(measurements.map((measurement) => measurement.order))
  return order.length > 0 ? order.map((group) => group.map((id) => labelOf(claim, id))) : undefined
}

function labelOf(claim: RankClaim, benchmark: string): string {
  return claim.entries.find((entry) => entry.benchmark === benchmark)?.label ?? benchmark
}

function measuredRuns(
  measurements: readonly { run: string; estimate: Estimate | null }[],
  kind: ClaimKind,
): EvidenceFile['benchmarks'][number]['runs'] {
  return measurements.flatMap(({ run, estimate }) => {
    if (!estimate) return []
    const { value, processes, samples } = estimate
    const [low, high] = estimate.interval.map((bound) => storedValue(bound, kind)) as [number, number]
    return [{ run, estimate: storedValue(value, kind), interval: [low, high], processes, samples }]
  })
}

/** Order by id. */
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
