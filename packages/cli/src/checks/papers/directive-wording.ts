import { isOddlyWorded, renderDirective } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

/** Directives, in each of their forms, that whoever reviews should read twice. */
export function directiveWording(papers: readonly LoadedPaper[]): Finding[] {
  const message =
    'Unexpected words in a directive, which turn to the agent that reads it or give safety away, expected advice about code; read it twice, and reword or remove it'
  return papers.flatMap(({ file, paper }) =>
    paper.rules
      .flatMap(({ directives }) => directives)
      .filter((directive) => isOddlyWorded(renderDirective(directive, () => '?')))
      .map(({ place: { line, column }, end }): Finding => {
        const region = { line, column, endLine: end.line, endColumn: end.column }
        return { rule: 'directive-wording', severity: 'warning', file: file.path, ...region, message }
      }),
  )
}
