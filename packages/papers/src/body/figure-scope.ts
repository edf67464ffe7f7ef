import type { Link } from 'mdast'
import type { DomainBenchmarks } from '../catalogue-view.ts'
import type { Span } from '../paper.ts'
import type { Body } from './body.ts'

/** What figure links are resolved against. */
export interface FigureScope {
  /** The text below the frontmatter. */
  text: string
  /** Offset of that text in the file. */
  shift: number
  domain: string
  /** Names of all claims of the frontmatter; a link to a faulty one is no further fault. */
  claimNames: ReadonlySet<string>
  benchmarks: DomainBenchmarks
  body: Body
  /** Slugs of the headings outside the Evidence section, which links may lead to. */
  headings: ReadonlySet<string>
  /** The part of `text` that the pipeline writes: its figures are not the author's. */
  evidence: Span | null
}

/** Does a link lead to a heading of the paper, and to no claim? */
export function isHeadingLink({ url }: Pick<Link, 'url'>, { claimNames, headings }: FigureScope): boolean {
  return url.startsWith('#') && headings.has(url.slice(1)) && !claimNames.has(url.slice(1))
}
