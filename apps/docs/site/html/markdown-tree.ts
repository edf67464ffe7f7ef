import GithubSlugger from 'github-slugger'
import type { Nodes, Parents, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { toString as textOf } from 'mdast-util-to-string'
import { gfmTable } from 'micromark-extension-gfm-table'
import { SKIP, visit } from 'unist-util-visit'
import type { Page } from './page.ts'
import { isSafeLink } from './site-links.ts'

/**
 * The Markdown of a page as a tree of text, tables, code and safe links. CommonMark with tables, as the
 * papers package reads it, so that neither sees a link or a heading that the other does not. HTML,
 * images and links that are no pages' addresses become text, as they were written. Headings carry the anchors
 * that the papers package gives them.
 */
export function markdownTree({ markdown, link, below }: Page): Root {
  const tree = parse(markdown)
  const slugger = new GithubSlugger()
  const first = tree.children.find(({ type }) => type === 'heading')
  tree.children = tree.children.flatMap((node): RootContent[] => {
    if (node.type !== 'heading') return [node]
    const slug = slugger.slug(textOf(node))
    node.data = { hProperties: { id: slug } }
    const more = below?.(slug, node === first)
    return more === undefined ? [node] : [node, ...parse(more).children]
  })
  linkDefinitions(tree)
  visit(tree, 'link', (node) => {
    Object.assign(node, link?.(node.url))
  })
  showAsWritten(tree, markdown)
  return tree
}

function parse(source: string): Root {
  return fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
}

/** Make links whose address stands elsewhere (`[text][name]`) links of their own. */
function linkDefinitions(tree: Root): void {
  const definitions = new Map<string, { url: string; title?: string | null | undefined }>()
  visit(tree, 'definition', ({ identifier, url, title }) => {
    if (!definitions.has(identifier)) definitions.set(identifier, { url, title })
  })
  visit(tree, 'linkReference', (node) => {
    Object.assign(node, { type: 'link', ...definitions.get(node.identifier) })
  })
}

function showAsWritten(tree: Root, source: string): void {
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined || !isShownAsWritten(node)) return
    const { start, end } = node.position!
    const text = { type: 'text' as const, value: source.slice(start.offset, end.offset) }
    parent.children[index] = isFlow(parent) ? { type: 'paragraph', children: [text] } : text
    return [SKIP, index + 1]
  })
}

function isShownAsWritten(node: Nodes): boolean {
  if (node.type === 'link') return !isSafeLink(node.url)
  return node.type === 'html' || node.type === 'image' || node.type === 'imageReference'
}

/** Does a node hold blocks, and no text of its own? */
function isFlow({ type }: Parents): boolean {
  return type === 'root' || type === 'blockquote' || type === 'listItem'
}
