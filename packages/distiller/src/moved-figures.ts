import type { EvidenceFile } from './evidence-file.ts'

/** What a figure rested on. */
export interface FigureBasis {
  figure: string
  estimate: number | null
  /** 95 % confidence bounds. */
  interval: [number, number] | null
  /** Ids of the runs. */
  runs: string[]
}

/** A figure whose text changed, with what each text rests on. */
export interface MovedFigure {
  /** A claim or a benchmark. */
  id: string
  kind: EvidenceFile['claims'][number]['kind']
  from: string
  to: string
  before: FigureBasis
  after: FigureBasis
}

type Entry = Pick<EvidenceFile['claims'][number], 'id' | 'kind' | 'figure' | 'estimate' | 'interval' | 'runs'>

/** The figures of two evidence files that are shown otherwise; those that come or go have not moved. */
export function movedFigures(before: EvidenceFile | null, after: EvidenceFile): MovedFigure[] {
  const pairs: [Entry[], Entry[]][] = [
    [before?.claims ?? [], after.claims],
    [before?.benchmarks ?? [], after.benchmarks],
  ]
  return pairs.flatMap(([earlier, later]) => {
    const known = new Map(earlier.map((entry) => [entry.id, entry]))
    return later.flatMap((entry) => {
      const old = known.get(entry.id)
      const [from, to] = [old?.figure, entry.figure]
      if (!old || typeof from !== 'string' || to === null || from === to) return []
      return [
        { id: entry.id, kind: entry.kind, from, to, before: basisOf(old, from), after: basisOf(entry, to) },
      ]
    })
  })
}

function basisOf({ estimate, interval, runs }: Entry, figure: string): FigureBasis {
  return { figure, estimate, interval, runs: runs.map(({ run }) => run) }
}
