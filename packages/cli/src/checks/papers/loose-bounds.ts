import { type EvidenceFile, formatFigure, looseBounds } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

/**
 * Bounds of claims that lie far from what the published runs measured, and no reason why. A warning, of
 * accepted papers too: on another machine a claim may hold by more than it does where its bound was chosen.
 */
export function farBounds(papers: readonly LoadedPaper[], { claims }: EvidenceFile): Finding[] {
  const entries = new Map(claims.map((claim) => [claim.id, claim]))
  return papers.flatMap(({ paper }) =>
    paper.claims.flatMap((claim) => {
      if (claim.kind === 'rank' || claim.why !== null) return []
      const {
        id,
        kind,
        holdsPlace: { line, column },
      } = claim
      const measured = entries.get(id)?.runs.map(({ estimate }) => estimate) ?? []
      return looseBounds(claim, measured).map(({ bound, away, measured, suggested }): Finding => {
        const far = Number.isFinite(away) ? `${formatFigure(away, 'ratio')} away` : 'infinitely far'
        const example = suggested === null ? '' : ` such as "${suggested}"`
        return {
          rule: 'loose-bound',
          severity: 'warning',
          file: paper.file,
          line,
          column,
          message: `Unexpected bound “${bound}” of ${id}, ${far} from the ${formatFigure(measured, kind, 3)} measured, expected one at most 3× away${example}; move it, or say in \`why\` what it is for`,
        }
      })
    }),
  )
}
