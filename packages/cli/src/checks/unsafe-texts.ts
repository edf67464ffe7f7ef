import { addressesAgent, findUnsafeOutput } from '@rulebook/distiller'
import type { Finding, LoadedPaper } from '../papers.ts'

/** What agents must not be handed, in the rulebook as it lies on disk (`file`, `text`). */
export function unsafeRulebook(file: string, text: string): Finding[] {
  return findUnsafeOutput(text).map((finding) => ({ severity: 'error', file, ...finding }))
}

/** Lines of papers that address the agent that reads along. */
export function unsafePapers(papers: readonly LoadedPaper[]): Finding[] {
  return papers.flatMap(({ file: { path, content } }) =>
    content.split('\n').flatMap((text, index): Finding[] => {
      if (!addressesAgent(text)) return []
      const message = 'Unexpected words to the agent that reads along, expected prose about code; reword it'
      return [
        { rule: 'unsafe-instruction', severity: 'error', file: path, line: index + 1, column: 1, message },
      ]
    }),
  )
}
