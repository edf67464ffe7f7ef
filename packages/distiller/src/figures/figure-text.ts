import type { ClaimKind } from '@rulebook/papers'
import { kindOf, type NumberKind } from '@rulebook/papers/kinds'
import { formatFigure, formatRange } from './figure.ts'
import { formatOrder } from './rank-order.ts'
import { isCompatible } from './tolerance.ts'

/** What the evidence keeps of a figure, as far as its text follows from it. */
export interface StoredFigure {
  kind: ClaimKind
  /** Labels of a rank that was measured, in groups that are tied. */
  order?: readonly string[][] | undefined
  /** One measurement a run and use. */
  runs: readonly { estimate: number }[]
}

/**
 * The text of a figure, which follows from what the evidence keeps of it, and from nothing else: a rank's
 * order; one number while all measurements agree within the tolerance, else the range from the least to the
 * greatest. `null` while nothing was measured.
 */
export function figureText({ kind, order, runs }: StoredFigure): string | null {
  if (kind === 'rank') return order ? formatOrder(order) : null
  const [first] = runs
  return first ? numberText(first.estimate, runs, kind) : null
}

/**
 * The text of a figure in a rulebook line, which says the least that holds everywhere: of a range that which
 * lies nearer to no effect, `over 12×` for `12–23×`. Ranges of times, sizes and counts, and those that reach
 * across no effect, stand as they are.
 */
export function lineText(figure: StoredFigure): string | null {
  const { kind, runs } = figure
  if (kind === 'rank') return figureText(figure)
  const none = kindOf(kind).noEffect
  if (none === null || runs.length === 0) return figureText(figure)
  const { low, high, isRange } = spread(runs, kind)
  if (!isRange) return figureText(figure)
  const shown = [low, high].map((value) => formatFigure(value, kind))
  // A bound that reads as no effect says nothing.
  const text = formatFigure(none, kind)
  if (low > none && shown[0] !== text) return `over ${shown[0]}`
  return high < none && shown[1] !== text ? `under ${shown[1]}` : figureText(figure)
}

function numberText(first: number, runs: StoredFigure['runs'], kind: NumberKind): string {
  const { low, high, isRange } = spread(runs, kind)
  return isRange ? formatRange(low, high, kind) : formatFigure(first, kind)
}

function spread(
  runs: StoredFigure['runs'],
  kind: NumberKind,
): { low: number; high: number; isRange: boolean } {
  const estimates = runs.map(({ estimate }) => estimate)
  const [low, high] = [Math.min(...estimates), Math.max(...estimates)]
  return { low, high, isRange: !isCompatible(low, high, kind) }
}
