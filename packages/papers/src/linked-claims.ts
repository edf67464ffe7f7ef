import { visit } from 'unist-util-visit'
import type { Body } from './body.ts'

/**
 * The claims that a body links, for a paper whose frontmatter cannot say which there are: the targets
 * of its `#…` links, but those that are headings of its own.
 */
export function linkedClaims({ tree, sections }: Body): ReadonlySet<string> {
  const headings = new Set<string>()
  let inEvidence = false
  for (const { heading, slug, title } of sections) {
    if (heading.depth <= 2) inEvidence = title.trim() === 'Evidence'
    // The pipeline writes a heading a claim.
    if (!inEvidence || heading.depth !== 3) headings.add(slug)
  }
  const names = new Set<string>()
  visit(tree, 'link', ({ url }) => {
    if (url.startsWith('#') && !headings.has(url.slice(1))) names.add(url.slice(1))
  })
  return names
}
