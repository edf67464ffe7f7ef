import { visit } from 'unist-util-visit'
import type { Body } from './body.ts'

/**
 * The claims that a body links, for a paper whose frontmatter cannot say which there are: the targets
 * of its `#…` links, but those that are headings of its own.
 */
export function linkedClaims({ tree }: Body, headings: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>()
  visit(tree, 'link', ({ url }) => {
    if (url.startsWith('#') && !headings.has(url.slice(1))) names.add(url.slice(1))
  })
  return names
}
