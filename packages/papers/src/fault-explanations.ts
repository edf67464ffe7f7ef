import { parseBody, spanOf } from './body/body.ts'

/**
 * The explanations of `faults.md` by rule id: the Markdown below each third-level heading. The page
 * is published beside the package, as `@rulebook/papers/faults.md`.
 */
export function faultExplanations(page: string): Map<string, string> {
  const { sections } = parseBody(page)
  return new Map(
    sections
      .filter(({ heading }) => heading.depth === 3)
      .map(({ title, heading, content }) => {
        const end = spanOf(content.at(-1) ?? heading).end
        return [title, page.slice(spanOf(heading).end, end).trim()]
      }),
  )
}
