import { findUnsafeOutput, findWordsToAgent } from '@rulebook/distiller'
import type { Finding, LoadedPaper } from '../papers.ts'

/** What agents must not be handed, in the rulebook as it lies on disk (`file`, `text`). */
export function unsafeRulebook(file: string, text: string): Finding[] {
  return findUnsafeOutput(text).map((finding) => ({ severity: 'error', file, ...finding }))
}

/** Places of papers that address the agent that reads along. */
export function unsafePapers(papers: readonly LoadedPaper[]): Finding[] {
  const message = 'Unexpected words to the agent that reads along, expected prose about code; reword it'
  return papers.flatMap(({ file: { path, content } }) =>
    findWordsToAgent(content).map(
      ({ line, column }): Finding => ({
        rule: 'unsafe-instruction',
        severity: 'error',
        file: path,
        line,
        column,
        message,
      }),
    ),
  )
}
