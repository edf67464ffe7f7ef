import type { FigureTarget, Paper } from './paper.ts'

/** What a paper is brought up to date with. */
export interface PublishedFigures {
  /** The published text of a figure; `undefined` leaves what is written. */
  figure: (target: FigureTarget) => string | undefined
  /** Markdown of the Evidence section, without its heading. */
  evidence: string
}

/** A piece of text to put in place of another. */
interface Edit {
  start: number
  end: number
  text: string
}

/**
 * Bring a paper's figures and its Evidence section up to date, every other byte as it was (line
 * endings, byte order mark, odd spacing and all). `paper` must have been parsed from `content`.
 * A second sync with the same figures changes nothing.
 */
export function syncPaper(content: string, paper: Paper, published: PublishedFigures): string {
  const edits: Edit[] = paper.figures.flatMap(({ target, start, end }) => {
    const text = published.figure(target)
    return text === undefined ? [] : [{ start, end, text }]
  })
  edits.push(evidenceEdit(content, paper, published.evidence))
  edits.sort((a, b) => a.start - b.start)
  let synced = ''
  let done = 0
  for (const { start, end, text } of edits) {
    synced += content.slice(done, start) + text
    done = end
  }
  return synced + content.slice(done)
}

/** Replace what the pipeline wrote under `## Evidence`, or append the section when there is none. */
function evidenceEdit(content: string, { evidence: span }: Paper, evidence: string): Edit {
  const newline = /\r?\n/.exec(content)?.[0] ?? '\n'
  const lines = newline + newline + evidence.trim().replaceAll(/\r?\n/g, newline) + newline
  if (span) return { ...span, text: span.end < content.length ? lines + newline : lines }
  const separator = content.endsWith(newline + newline)
    ? ''
    : content.endsWith('\n')
      ? newline
      : newline + newline
  return { start: content.length, end: content.length, text: `${separator}## Evidence${lines}` }
}
