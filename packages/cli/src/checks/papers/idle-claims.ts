import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

/** Claims that no rule leans on and no figure shows. */
export function idleClaims(papers: readonly LoadedPaper[]): Finding[] {
  return papers.flatMap(({ paper }) => {
    const shown = paper.figures.map(({ target }) => target.id)
    const used = new Set([...shown, ...paper.rules.flatMap((rule) => rule.claims)])
    return paper.claims
      .filter(({ id }) => !used.has(id))
      .map(({ id, name, place }): Finding => {
        return {
          rule: 'idle-claim',
          severity: 'warning',
          file: paper.file,
          line: place.line,
          column: place.column,
          message: `Unexpected claim ${id} that nobody uses, expected a figure ([…](#${name})) or a rule that leans on it; use it or delete it`,
        }
      })
  })
}
