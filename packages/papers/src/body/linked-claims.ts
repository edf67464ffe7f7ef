import type { Body } from './body.ts'

/**
 * The claims that a body links, for a paper whose frontmatter cannot say which there are: the targets
 * of its `#…` links, but those that are headings of its own.
 */
export function linkedClaims({ nodes }: Body, headings: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { url } of nodes('link')) {
    if (url.startsWith('#') && !headings.has(url.slice(1))) names.add(url.slice(1))
  }
  return names
}
