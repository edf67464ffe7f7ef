import type { FigureTarget } from '@rulebook/papers'
import type { Evidence } from './evidence.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { benchmarkFigure, claimFigure } from './published-figure.ts'

/** Figures by what they are tied to. */
export type FigureTexts = Map<string, string>

/** The key of a figure's target. */
export function figureKey({ type, id }: FigureTarget): string {
  return `${type}:${id}`
}

/** The texts of the figures that an evidence file published, by key. */
export function publishedFigures(file: EvidenceFile | null): FigureTexts {
  const texts: FigureTexts = new Map()
  for (const { id, figure } of file?.claims ?? []) if (figure !== null) texts.set(`claim:${id}`, figure)
  for (const { id, figure } of file?.benchmarks ?? [])
    if (figure !== null) texts.set(`benchmark:${id}`, figure)
  return texts
}

/** The texts of all figures: those published before where they still stand, else fresh ones. */
export function figureTexts(evidence: Evidence, before: FigureTexts): FigureTexts {
  const texts: FigureTexts = new Map()
  for (const [id, claim] of evidence.claims) {
    const text = claimFigure(claim, before.get(`claim:${id}`))
    if (text !== null) texts.set(`claim:${id}`, text)
  }
  for (const [id, benchmark] of evidence.benchmarks) {
    const text = benchmarkFigure(benchmark, before.get(`benchmark:${id}`))
    if (text !== null) texts.set(`benchmark:${id}`, text)
  }
  return texts
}
