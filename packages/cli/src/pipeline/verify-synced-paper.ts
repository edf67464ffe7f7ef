import { type Paper, parsePaper } from '@rulebook/papers'
import { FindingsFailure } from '../findings/failure.ts'
import { findingLine } from '../findings/finding-line.ts'
import { findingsOf, type LoadedPaper } from '../papers/read-papers.ts'

/**
 * A paper's text as it is to be written, which must read as the paper that it was made from: what is
 * put into a paper may change its figures and its Evidence section, and nothing else. Throws a
 * FindingsFailure when it does not.
 */
export function reread({ file, paper, catalogue }: LoadedPaper, text: string): string {
  if (text === file.content) return text
  const again = parsePaper({ path: file.path, content: text }, catalogue)
  if (again.paper && outlineOf(again.paper) === outlineOf(paper)) return text
  const faults = findingsOf(again.file).filter(({ severity }) => severity === 'error')
  const found = faults.map(findingLine)
  if (again.paper) found.push(`${file.path}: Unexpected claims, rules or figures, expected those it has`)
  throw new FindingsFailure(
    [
      `${file.path} could not be read with the figures and the Evidence section that belong into it; nothing was written`,
      ...found,
      'where a limit is named, shorten the paper; anything else is a defect of rulebook, please report it',
    ],
    faults,
  )
}

/** What a paper says, whatever its figures are. */
function outlineOf({ title, summary, claims, rules, figures }: Paper): string {
  return JSON.stringify([
    title,
    summary,
    claims.map(({ id }) => id),
    rules.map(({ id }) => id),
    figures.map(({ target }) => target),
  ])
}
