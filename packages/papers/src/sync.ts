import { findSection, parseBody, spanOf } from './body.ts'
import type { FigureTarget, Paper } from './paper.ts'

/** What a paper is brought up to date with. */
export interface PublishedFigures {
  /** The published text of a figure; `undefined` leaves what is written. */
  figure: (target: FigureTarget) => string | undefined
  /** Markdown of the Evidence section, without its heading. */
  evidence: string
}

/**
 * Bring a paper's figures and its Evidence section up to date, every other byte as it was (line
 * endings, byte order mark, odd spacing and all). `paper` must have been parsed from `content`.
 * A second sync with the same figures changes nothing.
 */
export function syncPaper(content: string, paper: Paper, published: PublishedFigures): string {
  let synced = ''
  let done = 0
  for (const { target, text, start, end } of [...paper.figures].sort((a, b) => a.start - b.start)) {
    const figure = published.figure(target)
    if (figure === undefined || figure === text) continue
    synced += content.slice(done, start) + figure
    done = end
  }
  synced += content.slice(done)
  return replaceEvidence(synced, published.evidence)
}

/** Replace what stands under `## Evidence`, or append the section when there is none. */
function replaceEvidence(content: string, evidence: string): string {
  const newline = content.includes('\r\n') ? '\r\n' : '\n'
  const shift = content.startsWith('\ufeff') ? 1 : 0
  const text = content.slice(shift)
  const body = parseBody(text, frontmatterEnd(text))
  const section = findSection(body, 'Evidence')
  const lines = evidence.trim().replaceAll(/\r?\n/g, newline)
  if (!section) {
    const separator = content.endsWith(newline + newline)
      ? ''
      : content.endsWith(newline)
        ? newline
        : newline + newline
    return `${content}${separator}## Evidence${newline}${newline}${lines}${newline}`
  }
  const from = spanOf(section.heading).end + shift
  const next = body.tree.children.find(
    (node) => spanOf(node).start + shift >= from && node.type === 'heading' && node.depth <= 2,
  )
  const rest = next ? `${newline}${content.slice(spanOf(next).start + shift)}` : ''
  return `${content.slice(0, from)}${newline}${newline}${lines}${newline}${rest}`
}

function frontmatterEnd(text: string): number {
  return /^---[ \t]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m.exec(text)?.[0].length ?? 0
}
