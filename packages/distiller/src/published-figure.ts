import type { RankClaim } from '@rulebook/papers'
import type { BenchmarkEvidence, ClaimEvidence, Estimate, RankedEntry } from './evidence.ts'
import { formatFigure, formatRange, type NumberKind, parseFigure } from './figure.ts'
import { isCompatible } from './tolerance.ts'

/**
 * The text of a claim's figure: the one published before (`previous`) while it still stands for
 * what was measured, else a fresh one; `null` while nothing was measured.
 */
export function claimFigure(evidence: ClaimEvidence, previous: string | undefined): string | null {
  if (evidence.claim.kind === 'rank') {
    const order = evidence.measurements[0]?.order ?? []
    if (order.length === 0) return null
    if (previous !== undefined && rankStands(previous, order, evidence.claim)) return previous
    return formatRank(order, evidence.claim)
  }
  return numberFigure(estimatesOf(evidence.measurements), evidence.claim.kind, previous)
}

/** The text of a benchmark's figure, stable like a claim's. */
export function benchmarkFigure(evidence: BenchmarkEvidence, previous: string | undefined): string | null {
  return numberFigure(estimatesOf(evidence.measurements), evidence.kind, previous)
}

function estimatesOf(measurements: readonly { estimate: Estimate | null }[]): Estimate[] {
  return measurements.flatMap(({ estimate }) => estimate ?? [])
}

function numberFigure(estimates: Estimate[], kind: NumberKind, previous: string | undefined): string | null {
  if (estimates.length === 0) return null
  const values = estimates.map((estimate) => estimate.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const shown = previous === undefined ? null : parseFigure(previous, kind)
  if (shown && isCompatible(shown[0], low, kind) && isCompatible(shown[1], high, kind)) return previous!
  return isCompatible(low, high, kind) ? formatFigure(values[0]!, kind) : formatRange(low, high, kind)
}

/** `f-strings ≈ %s > .format()`: cheapest first, `≈` where two cannot be told apart. */
function formatRank(order: readonly RankedEntry[], claim: RankClaim): string {
  const label = new Map(claim.entries.map((entry) => [entry.benchmark, entry.label]))
  return order
    .map(({ benchmark, tied }, n) => `${n === 0 ? '' : tied ? ' ≈ ' : ' > '}${label.get(benchmark)}`)
    .join('')
}

/** A shown order stands until a pair that is told apart is shown the other way round, or tied firsts part. */
function rankStands(shown: string, order: readonly RankedEntry[], claim: RankClaim): boolean {
  const benchmark = new Map(claim.entries.map((entry) => [entry.label, entry.benchmark]))
  const shownOrder = shown.split(/ [≈>] /).map((label) => benchmark.get(label))
  if (shownOrder.length !== order.length || new Set(shownOrder).size !== order.length) return false
  if (shownOrder.includes(undefined)) return false
  const group = new Map<string, number>()
  let current = 0
  for (const entry of order) {
    if (!entry.tied) current++
    group.set(entry.benchmark, current)
  }
  const groups = shownOrder.map((id) => group.get(id!)!)
  const separators = [...shown.matchAll(/ ([≈>]) /g)].map((match) => match[1])
  const inOrder = groups.every((g, n) => n === 0 || g >= groups[n - 1]!)
  const firstPlace = separators[0] !== '≈' || groups[1] === groups[0]
  return inOrder && firstPlace
}
