import type { Run } from '@rulebook/bench'
import type { Directive, Paper } from '@rulebook/papers'
import { type FigureTexts, figureKey } from '../figures/figure-texts.ts'
import { renderDirective, renderLine } from '../render/rulebook.ts'
import { findUnsafeOutput, type PlacedFinding, type UnsafeFinding } from './output.ts'
import { findUnsafeRuns } from './runs.ts'

/** What was found in each directive, as it was last rendered: `rulebook watch` sees most of them again. */
const checked = new WeakMap<Directive, { rendered: string; found: UnsafeFinding[] }>()

function unsafeIn(directive: Directive, rendered: string): UnsafeFinding[] {
  const last = checked.get(directive)
  if (last?.rendered === rendered) return last.found
  const found = findUnsafeOutput(rendered)
  checked.set(directive, { rendered, found })
  return found
}

/** What agents must not be handed of what is published: nothing may be written while there is any. */
export function checkSafety(
  papers: readonly Paper[],
  figures: FigureTexts,
  rulebook: string,
  runs: readonly { file: string; run: Run }[],
): PlacedFinding[] {
  return [...findUnsafe(papers, figures, rulebook), ...findUnsafeRuns(runs)]
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
