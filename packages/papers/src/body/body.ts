import GithubSlugger from 'github-slugger'
import type { Heading, Link, Nodes, Root, RootContent } from 'mdast'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { toString as textOf } from 'mdast-util-to-string'
import { gfmTable } from 'micromark-extension-gfm-table'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { type NodesOf, nodesByType } from './nodes.ts'

/** A heading with its slug and what stands below it, up to the next heading of its level or above. */
export interface Section {
  heading: Heading
  /** Unique in the paper. */
  slug: string
  title: string
  content: RootContent[]
}

/** The body of a paper, parsed. Offsets are those of the text given. */
export interface Body {
  tree: Root
  /** Every heading, in order. */
  sections: Section[]
  nodes: NodesOf
}

// CommonMark with tables: what else GitHub adds changes no figure, and costs as much time again.
function tables(this: Processor): void {
  Object.assign(this.data(), {
    micromarkExtensions: [gfmTable()],
    fromMarkdownExtensions: [gfmTableFromMarkdown()],
  })
}
const processor = unified().use(remarkParse).use(tables).freeze()

/** Parse the Markdown below the frontmatter. */
export function parseBody(text: string): Body {
  const tree = processor.parse(text)
  const slugger = new GithubSlugger()
  const sections: Section[] = []
  /** The sections that a node belongs to, outermost first. */
  const open: Section[] = []
  for (const node of tree.children) {
    if (node.type === 'heading') {
      while (open.length > 0 && open.at(-1)!.heading.depth >= node.depth) open.pop()
      for (const section of open) section.content.push(node)
      const title = textOf(node)
      const section = { heading: node, slug: slugger.slug(title), title, content: [] }
      open.push(section)
      sections.push(section)
    } else {
      for (const section of open) section.content.push(node)
    }
  }
  return { tree, sections, nodes: nodesByType(tree) }
}

/** The second-level sections with this title, in order. */
export function findSections(body: Body, title: string): Section[] {
  return body.sections.filter((section) => section.heading.depth === 2 && section.title.trim() === title)
}

/** The first second-level section with this title. */
export function findSection(body: Body, title: string): Section | undefined {
  return findSections(body, title)[0]
}

/** Where a node starts and ends, in the text that was parsed. */
export function spanOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/** Links that point at a claim (`#…`) or a benchmark (`bench:…`). */
export function isFigureLink({ url }: Pick<Link, 'url'>): boolean {
  return url.startsWith('#') || url.startsWith('bench:')
}

/**
 * Does the text end inside a block that was never closed: fenced code, a comment, a script? What
 * is appended would become part of it.
 */
export function openBlock(body: Body, text: string): Nodes | null {
  const last = body.tree.children.at(-1)
  if (last?.type !== 'code' && last?.type !== 'html') return null
  const { children } = processor.parse(`${text.slice(spanOf(last).start)}\n\n# end`)
  return children.at(-1)?.type === 'heading' ? null : last
}
