import type { ClaimKind } from '@rulebook/papers'
import type { BenchmarkEvidence, ClaimEvidence, Estimate } from './evidence.ts'
import type { PublishedFrom } from './evidence-file.ts'
import { formatFigure, formatRange, type NumberKind } from './figure.ts'
import { estimatesOfOlder, orderOfOlder } from './older-figure.ts'
import { commonOrder, formatOrder, orderStands } from './rank-figure.ts'
import { isCompatible, reaches } from './tolerance.ts'

/** A figure: the text shown wherever it is, and what that is written from. */
export interface Figure {
  text: string
  from: PublishedFrom
}

/** A figure published before; `from` is `null` in evidence that does not keep it yet. */
export interface EarlierFigure {
  text: string
  from: PublishedFrom | null
}

/** The text of a figure. It follows from what it was published from, and from nothing else. */
export function textOf(from: PublishedFrom, kind: ClaimKind): string {
  if ('order' in from) return formatOrder(from.order)
  const { estimates } = from
  const shown = kind === 'rank' ? 'ratio' : kind
  return estimates.length === 1 ? formatFigure(estimates[0], shown) : formatRange(...estimates, shown)
}

/**
 * What a claim's figure is published from: what it was before (`earlier`) while that still stands for
 * what was measured, else what was measured; `null` while nothing was.
 */
export function claimFigure(evidence: ClaimEvidence, earlier?: EarlierFigure): PublishedFrom | null {
  const { claim, measurements, sources } = evidence
  if (claim.kind !== 'rank') return numberFigure(estimatesOf(measurements), claim.kind, sources, earlier)
  const measured = commonOrder(measurements.map(({ order }) => order))
  if (measured.length === 0) return null
  const label = new Map(claim.entries.map((entry) => [entry.benchmark, entry.label]))
  const order = measured.map((group) => group.map((benchmark) => label.get(benchmark)!))
  const fresh = { order, sources }
  const before = earlier && (earlier.from ?? { order: orderOfOlder(earlier.text), sources })
  if (!before || !('order' in before) || before.sources !== sources) return fresh
  return orderStands(before.order, order) ? before : fresh
}

/** What a benchmark's figure is published from, stable like a claim's. */
export function benchmarkFigure(evidence: BenchmarkEvidence, earlier?: EarlierFigure): PublishedFrom | null {
  const { measurements, kind, sources } = evidence
  return numberFigure(estimatesOf(measurements), kind, sources, earlier)
}

function estimatesOf(measurements: readonly { estimate: Estimate | null }[]): Estimate[] {
  return measurements.flatMap(({ estimate }) => estimate ?? [])
}

/** The lowest and the highest of what a figure was published from. */
export function rangeOf(estimates: readonly [number] | readonly [number, number]): [number, number] {
  return [estimates[0], estimates.at(-1)!]
}

/**
 * One number while the runs agree within the tolerance, else a range. What was published before stands
 * while it is of that form, for the same statements, and at both ends within the tolerance of what was
 * measured, or of its interval: a loose measurement moves nothing.
 */
function numberFigure(
  measured: readonly Estimate[],
  kind: NumberKind,
  sources: string,
  earlier: EarlierFigure | undefined,
): PublishedFrom | null {
  const [first] = measured
  if (first === undefined) return null
  const sorted = [...measured].sort((a, b) => a.value - b.value)
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  const estimates: [number] | [number, number] = isCompatible(low.value, high.value, kind)
    ? [first.value]
    : [low.value, high.value]
  const fresh = { estimates, sources }
  const before = earlier && (earlier.from ?? olderFigure(earlier.text, fresh, kind))
  if (!before || !('estimates' in before) || before.sources !== sources) return fresh
  const [from, to] = rangeOf(before.estimates)
  const stands =
    before.estimates.length === estimates.length &&
    reaches([from, from], low.interval, kind) &&
    reaches([to, to], high.interval, kind)
  return stands ? before : fresh
}

/** What an older figure counts as published from: what is measured now where that reads the same. */
function olderFigure(text: string, fresh: PublishedFrom, kind: NumberKind): PublishedFrom | null {
  if (text === textOf(fresh, kind)) return fresh
  const estimates = estimatesOfOlder(text, kind)
  return estimates && { estimates, sources: fresh.sources }
}
