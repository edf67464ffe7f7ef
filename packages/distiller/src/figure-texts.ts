import type { FigureTarget } from '@rulebook/papers'
import type { Evidence } from './evidence.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { benchmarkFigure, claimFigure, type EarlierFigure, type Figure, textOf } from './published-figure.ts'

/** What figures show, by what they are tied to. */
export type FigureTexts = ReadonlyMap<string, string>
/** Figures by what they are tied to. */
export type Figures = ReadonlyMap<string, Figure>
/** Figures published before, by what they are tied to. */
export type EarlierFigures = ReadonlyMap<string, EarlierFigure>

/** The key of a figure's target. */
export function figureKey({ type, id }: FigureTarget): string {
  return `${type}:${id}`
}

/** The texts of the figures that an evidence file published, by key. */
export function publishedFigures(file: EvidenceFile): FigureTexts {
  return new Map([...earlierFigures(file)].map(([key, { text }]) => [key, text]))
}

type Entry = Pick<EvidenceFile['claims'][number], 'id' | 'kind' | 'figure' | 'publishedFrom'>

/**
 * The figures that an evidence file published. What one was published from counts, and not the text
 * beside it, which somebody may have edited; the text alone counts in a file that keeps nothing else.
 */
export function earlierFigures(file: EvidenceFile | null): EarlierFigures {
  const { claims = [], benchmarks = [] } = file ?? {}
  const isOlder = [...claims, ...benchmarks].every(({ publishedFrom }) => publishedFrom === undefined)
  const figureOf = ({ kind, figure, publishedFrom: from }: Entry): EarlierFigure | null => {
    if (from) return { text: textOf(from, kind), from }
    return isOlder && figure !== null ? { text: figure, from: null } : null
  }
  const keyed = (type: FigureTarget['type'], entries: readonly Entry[]) =>
    entries.flatMap((entry): [string, EarlierFigure][] => {
      const figure = figureOf(entry)
      return figure ? [[figureKey({ type, id: entry.id }), figure]] : []
    })
  return new Map([...keyed('claim', claims), ...keyed('benchmark', benchmarks)])
}

/** All figures: those published before where they still stand, else fresh ones. */
export function figuresOf(evidence: Evidence, earlier: EarlierFigures): Figures {
  const figures = new Map<string, Figure>()
  for (const [id, claim] of evidence.claims) {
    const key = figureKey({ type: 'claim', id })
    const from = claimFigure(claim, earlier.get(key))
    if (from) figures.set(key, { text: textOf(from, claim.kind), from })
  }
  for (const [id, benchmark] of evidence.benchmarks) {
    const key = figureKey({ type: 'benchmark', id })
    const from = benchmarkFigure(benchmark, earlier.get(key))
    if (from) figures.set(key, { text: textOf(from, benchmark.kind), from })
  }
  return figures
}
