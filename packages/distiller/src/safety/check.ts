import type { Directive, Paper } from '@rulebook/papers'
import { type FigureTexts, figureKey } from '../figures/figure-texts.ts'
import { renderDirective, renderLine } from '../render/rulebook.ts'
import { findUnsafeOutput, type UnsafeFinding } from './output.ts'

/** An unsafe text with the file to mend: a paper, or `null` for the rendered rulebook. */
export interface PlacedFinding extends UnsafeFinding {
  file: string | null
}

/** What was found in each directive, as it was last rendered: `rulebook watch` sees most of them again. */
const checked = new WeakMap<Directive, { rendered: string; found: UnsafeFinding[] }>()

function unsafeIn(directive: Directive, rendered: string): UnsafeFinding[] {
  const last = checked.get(directive)
  if (last?.rendered === rendered) return last.found
  const found = findUnsafeOutput(rendered)
  checked.set(directive, { rendered, found })
  return found
}

/**
 * Check every directive of every paper as it would be rendered, whether chosen or not, and then
 * the rulebook as it is. A line that is refused in its paper is not refused once more.
 */
export function findUnsafe(
  papers: readonly Paper[],
  figures: FigureTexts,
  rulebook: string,
): PlacedFinding[] {
  const seen = new Set<string>()
  const inPapers = papers.flatMap((paper) =>
    paper.rules.flatMap(({ directives }) =>
      directives.flatMap((directive) => {
        const text = renderDirective(directive, (target) => figures.get(figureKey(target)) ?? '?')
        const rendered = renderLine(text)
        const found = unsafeIn(directive, rendered)
        if (found.length > 0) seen.add(rendered.trimEnd())
        const { line, column } = directive.place
        return found.map((finding) => ({ ...finding, file: paper.file, line, column }))
      }),
    ),
  )
  const lines = rulebook.split('\n')
  const inRulebook = findUnsafeOutput(rulebook).filter(({ line }) => !seen.has(lines[line - 1]!))
  return [...inPapers, ...inRulebook.map((finding) => ({ ...finding, file: null }))]
}
