import { type EvidenceFile, formatFigure } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

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

/** What the runs that refute a claim measured; of several runs with their ids. */
function measured({ kind, figure, runs }: EvidenceFile['claims'][number]): string {
  const refuting = runs.filter(({ verdict }) => verdict === 'refuted')
  const where = (ids: string[]) => (runs.length > 1 ? ` in ${ids.join(', ')}` : '')
  if (kind === 'rank') return `${figure}${where(refuting.map(({ run }) => run))}`
  const numbers = refuting.map(({ run, estimate, interval }) => {
    const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
    return `${value} (95 % interval ${low} to ${high})${where([run])}`
  })
  return numbers.join(' and ')
}
