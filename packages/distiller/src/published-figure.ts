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
    const order = commonOrder(evidence.measurements.map((measurement) => measurement.order))
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

/**
 * The order that all runs agree on, as the first has it: an entry is tied with the one before it
 * unless every run puts everything up to there before everything from there on. Runs that measured
 * no order say nothing.
 */
function commonOrder(orders: readonly RankedEntry[][]): RankedEntry[] {
  const measured = orders.filter((order) => order.length > 0)
  const [first = []] = measured
  const places = measured.map(placesOf)
  return first.map(({ benchmark }, n) => {
    const isCut = places.every((place) => {
      const before = first.slice(0, n).map((entry) => place.get(entry.benchmark)!)
      const after = first.slice(n).map((entry) => place.get(entry.benchmark)!)
      return Math.max(...before) < Math.min(...after)
    })
    return { benchmark, tied: n > 0 && !isCut }
  })
}

/** Place of each entry; tied ones share theirs. */
function placesOf(order: readonly RankedEntry[]): Map<string, number> {
  const places = new Map<string, number>()
  let current = 0
  for (const { benchmark, tied } of order) {
    if (!tied) current++
    places.set(benchmark, current)
  }
  return places
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
  const places = placesOf(order)
  const groups = shownOrder.map((id) => places.get(id!)!)
  const separators = [...shown.matchAll(/ ([≈>]) /g)].map((match) => match[1])
  const inOrder = groups.every((g, n) => n === 0 || g >= groups[n - 1]!)
  const firstPlace = separators[0] !== '≈' || groups[1] === groups[0]
  return inOrder && firstPlace
}
