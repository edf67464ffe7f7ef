import type { FigureTarget } from '@rulebook/papers'
import type { EvidenceFile } from '../evidence-file.ts'
import { lineText } from './figure-text.ts'

/** What figures show, by what they are tied to. */
export type FigureTexts = ReadonlyMap<string, string>

/** The key of a figure's target. */
export function figureKey({ type, id }: FigureTarget): string {
  return `${type}:${id}`
}

type Entries = Pick<EvidenceFile, 'claims' | 'benchmarks'>

/** The texts of all figures of the evidence as papers show them, by key; those that were not measured have none. */
export function figuresOf(entries: Entries): FigureTexts {
  return textsOf(entries, ({ figure }) => figure)
}

/** The same as rulebook lines show them. */
export function lineFiguresOf(entries: Entries): FigureTexts {
  return textsOf(entries, lineText)
}

type Entry = Entries['claims'][number] | Entries['benchmarks'][number]

function textsOf({ claims, benchmarks }: Entries, textOf: (entry: Entry) => string | null): FigureTexts {
  const keyed = (type: FigureTarget['type'], entries: readonly Entry[]) =>
    entries.flatMap((entry): [string, string][] => {
      const text = textOf(entry)
      return text === null ? [] : [[figureKey({ type, id: entry.id }), text]]
    })
  return new Map([...keyed('claim', claims), ...keyed('benchmark', benchmarks)])
}
