import type { ClaimKind, RankClaim } from '@rulebook/papers'
import type { ClaimMeasurement, Estimate, Evidence } from '../evidence/evidence.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { figureText } from './figure-text.ts'
import { type FigureTexts, lineFiguresOf } from './figure-texts.ts'
import { commonOrder } from './rank-order.ts'
import { storedValue } from './stored-value.ts'

/** What was measured, as it is shown. */
export interface Published extends Pick<EvidenceFile, 'claims' | 'benchmarks'> {
  /** As rulebook lines show them. */
  figures: FigureTexts
}

/** Claims and benchmarks as the evidence file lists them, sorted by id, and the figures that follow from that alone. */
export function publish(evidence: Evidence): Published {
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
  const entries = { claims: claims.sort(byId), benchmarks: benchmarks.sort(byId) }
  return { ...entries, figures: lineFiguresOf(entries) }
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
