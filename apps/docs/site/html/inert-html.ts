import type { Element, Nodes, Parents } from 'hast'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import { visit } from 'unist-util-visit'
import { codeBlock } from './code-block.ts'
import { markdownTree } from './markdown-tree.ts'
import type { Page } from './page.ts'
import { inMarkupCharacters } from './references.ts'
import { siteLink } from './site-links.ts'

/** A rendered page. */
export interface InertPage {
  /** HTML that runs nothing, whoever reads it: a browser, Vue, VitePress or a bundler. */
  html: string
  /** The pages that it links to, as Markdown files from the root of the site, by the link as written. */
  links: ReadonlyMap<string, string>
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/** All that Markdown can become. What is added later (code, anchors, hosts) is the site's own. */
const schema: Schema = {
  tagNames: [
    ...headings,
    ...['p', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'pre', 'code', 'em', 'strong', 'a'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    ...Object.fromEntries(headings.map((name) => [name, ['id']])),
    a: ['href', 'title'],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
    pre: ['dataInfo'],
  },
  protocols: { href: ['https', 'http', 'mailto'] },
  ancestors: {},
  required: {},
  strip: [],
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
}

/** Render a page, `path` being its Markdown file from the root of the site. */
export async function inertHtml(page: Page, path: string): Promise<InertPage> {
  const hast = toHast(markdownTree(page), {
    handlers: {
      code: (_, { value, lang, meta }) => ({
        type: 'element',
        tagName: 'pre',
        properties: { dataInfo: [lang, meta].filter(Boolean).join(' ') },
        children: [{ type: 'text', value }],
      }),
    },
  })
  const tree = sanitize(hast, schema)
  const links = new Map<string, string>()
  const blocks: { pre: Element; index: number; parent: Parents }[] = []
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName === 'pre') blocks.push({ pre: node, index: index!, parent: parent! })
    else if (node.tagName === 'a') follow(node, path, links)
    else if (node.tagName === 'table') node.properties.tabIndex = 0
    else if (node.properties.align) align(node)
    else if (node.properties.id) anchor(node)
  })
  for (const { pre, index, parent } of blocks)
    parent.children[index] = await codeBlock(textOf(pre), String(pre.properties.dataInfo ?? ''))
  return { html: inMarkupCharacters(toHtml(tree)), links }
}

function follow(link: Element, path: string, links: Map<string, string>): void {
  const url = String(link.properties.href)
  const target = siteLink(url, path)
  if (target.to === 'elsewhere') Object.assign(link.properties, { target: '_blank', rel: 'noreferrer' })
  if (target.to !== 'page') return
  links.set(url, target.page)
  link.properties.href = target.href
}

/** The theme aligns header cells by a style, which an attribute would not override. */
function align({ properties }: Element): void {
  properties.style = `text-align:${properties.align}`
  delete properties.align
}

/** The link that shows beside a heading; VitePress's search finds headings by it. */
function anchor(heading: Element): void {
  heading.properties.tabIndex = -1
  const properties = {
    class: 'header-anchor',
    href: `#${heading.properties.id}`,
    ariaLabel: `Permalink to "${textOf(heading)}"`,
  }
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties,
    children: [{ type: 'text', value: '\u200b' }],
  }
  heading.children.push({ type: 'text', value: ' ' }, link)
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
