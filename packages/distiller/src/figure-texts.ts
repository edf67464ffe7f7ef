import type { FigureTarget } from '@rulebook/papers'
import type { EvidenceFile } from './evidence-file.ts'

/** What figures show, by what they are tied to. */
export type FigureTexts = ReadonlyMap<string, string>

/** The key of a figure's target. */
export function figureKey({ type, id }: FigureTarget): string {
  return `${type}:${id}`
}

/** The texts of all figures of the evidence, by key; those that were not measured have none. */
export function figuresOf({ claims, benchmarks }: Pick<EvidenceFile, 'claims' | 'benchmarks'>): FigureTexts {
  const keyed = (type: FigureTarget['type'], entries: readonly { id: string; figure: string | null }[]) =>
    entries.flatMap(({ id, figure }): [string, string][] =>
      figure === null ? [] : [[figureKey({ type, id }), figure]],
    )
  return new Map([...keyed('claim', claims), ...keyed('benchmark', benchmarks)])
}
