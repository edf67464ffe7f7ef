import type { Run } from '@rulebook/bench'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

/** Versions of CPython that papers say something was tried on, and that no published run is of. */
export function untriedVersions(papers: readonly LoadedPaper[], runs: readonly Run[]): Finding[] {
  const measured = [...new Set(runs.map(({ interpreter }) => minorOf(interpreter.version)))]
  return papers.flatMap(({ paper }) =>
    paper.triedOn
      .filter(({ version }) => !measured.includes(version))
      .map(({ version, place }): Finding => {
        return {
          rule: 'untried-version',
          severity: paper.status === 'accepted' ? 'error' : 'warning',
          file: paper.file,
          line: place.line,
          column: place.column,
          message: `Unexpected words that something was tried on CPython ${version}, expected a published run of it (there is one of ${measured.join(', ')}); publish one by \`rulebook distill --run\`, or remove the words`,
        }
      }),
  )
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.')
}
