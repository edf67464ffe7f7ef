import { type EvidenceFile, formatFigure } from '@rulebook/distiller'
import type { Finding, LoadedPaper } from '../papers.ts'

/** Claims of accepted papers that the published runs refute. */
export function refutedClaims(papers: readonly LoadedPaper[], { claims }: EvidenceFile): Finding[] {
  const entries = new Map(claims.map((claim) => [claim.id, claim]))
  const accepted = papers.filter(({ paper }) => paper.status === 'accepted')
  return accepted.flatMap(({ paper }) =>
    paper.claims.flatMap(({ id, place }): Finding[] => {
      const entry = entries.get(id)
      if (entry?.verdict !== 'refuted') return []
      return [
        {
          rule: 'refuted-claim',
          severity: 'warning',
          file: paper.file,
          line: place.line,
          column: place.column,
          message: `Unexpected ${measured(entry)} for ${id}, expected ${entry.holds}; mend what it claims, or what the paper says`,
        },
      ]
    }),
  )
}

function measured({ kind, figure, estimate, interval }: EvidenceFile['claims'][number]): string {
  if (kind === 'rank' || estimate === null || interval === null) return `${figure}`
  const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
  return `${value} (95 % interval ${low} to ${high})`
}
