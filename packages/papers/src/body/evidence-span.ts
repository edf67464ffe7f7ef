import type { Span } from '../paper.ts'
import { type Body, findSection, spanOf } from './body.ts'

/**
 * The part of the Evidence section that the pipeline writes: from the end of its heading's line to
 * the next heading of its level or above. Link definitions at its end stay the author's. `null`
 * when there is no such section yet.
 */
export function evidenceSpan(body: Body, text: string): Span | null {
  const section = findSection(body, 'Evidence')
  if (!section) return null
  const next = body.tree.children.find(
    (node) =>
      node.type === 'heading' && node.depth <= 2 && spanOf(node).start > spanOf(section.heading).start,
  )
  const kept = section.content.findLastIndex((node) => node.type !== 'definition') + 1
  const behind = section.content[kept] ?? next
  return {
    start: endOfLine(text, spanOf(section.heading).end),
    end: behind ? startOfLine(text, spanOf(behind).start) : text.length,
  }
}

/** Slugs of the author's headings: those that the pipeline wrote come and go with its claims. */
export function ownSlugs(body: Body, evidence: Span | null): ReadonlySet<string> {
  const own = body.sections.filter(({ heading }) => {
    const { start } = spanOf(heading)
    return !evidence || start < evidence.start || start >= evidence.end
  })
  return new Set(own.map(({ slug }) => slug))
}

function endOfLine(text: string, offset: number): number {
  const rest = /[\r\n]/.exec(text.slice(offset))
  return rest ? offset + rest.index : text.length
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
}
