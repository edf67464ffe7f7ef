import GithubSlugger from 'github-slugger'
import type { Heading, Link, Nodes, Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** A heading with its slug and what stands below it, up to the next heading of its level or above. */
export interface Section {
  heading: Heading
  slug: string
  title: string
  content: RootContent[]
}

/** The body of a paper, parsed. Offsets are those of the text given. */
export interface Body {
  tree: Root
  /** Every heading, in order. */
  sections: Section[]
}

const processor = unified().use(remarkParse).use(remarkGfm).freeze()

/** Parse the Markdown below the frontmatter, which is blanked out so that positions stay those of the file. */
export function parseBody(text: string, frontmatterEnd: number): Body {
  const blanked = text.slice(0, frontmatterEnd).replaceAll(/[^\r\n]/g, ' ') + text.slice(frontmatterEnd)
  const tree = processor.parse(blanked)
  const slugger = new GithubSlugger()
  const sections: Section[] = []
  for (const [index, node] of tree.children.entries()) {
    if (node.type !== 'heading') continue
    const rest = tree.children.slice(index + 1)
    const next = rest.findIndex((other) => other.type === 'heading' && other.depth <= node.depth)
    const title = textOf(node)
    sections.push({
      heading: node,
      slug: slugger.slug(title),
      title,
      content: next === -1 ? rest : rest.slice(0, next),
    })
  }
  return { tree, sections }
}

/** The section of a second-level heading with this title. */
export function findSection(body: Body, title: string): Section | undefined {
  return body.sections.find((section) => section.heading.depth === 2 && section.title.trim() === title)
}

/** Where a node starts and ends, in the text that was parsed. */
export function spanOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/** Links that point at a claim (`#…`) or a benchmark (`bench:…`). */
export function isFigureLink(link: Link): boolean {
  return link.url.startsWith('#') || link.url.startsWith('bench:')
}
