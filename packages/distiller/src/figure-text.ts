import type { ClaimKind } from '@rulebook/papers'
import { formatFigure, formatRange, type NumberKind } from './figure.ts'
import { formatOrder } from './rank-figure.ts'
import { isCompatible } from './tolerance.ts'

/** What the evidence keeps of a figure, as far as its text follows from it. */
export interface StoredFigure {
  kind: ClaimKind
  /** Labels of a rank that was measured, in groups that are tied. */
  order?: readonly string[][] | undefined
  /** One measurement a run. */
  runs: readonly { estimate: number }[]
}

/**
 * The text of a figure, which follows from what the evidence keeps of it, and from nothing else: a rank's
 * order; one number while the runs agree within the tolerance, else the range from the least to the
 * greatest. `null` while nothing was measured.
 */
export function figureText({ kind, order, runs }: StoredFigure): string | null {
  if (kind === 'rank') return order ? formatOrder(order) : null
  const [first] = runs
  return first ? numberText(first.estimate, runs, kind) : null
}

function numberText(first: number, runs: StoredFigure['runs'], kind: NumberKind): string {
  const estimates = runs.map(({ estimate }) => estimate)
  const [low, high] = [Math.min(...estimates), Math.max(...estimates)]
  return isCompatible(low, high, kind) ? formatFigure(first, kind) : formatRange(low, high, kind)
}
