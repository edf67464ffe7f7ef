/** No host of this name can be there; addresses are resolved against it as a browser resolves them. */
const site = 'https://site.invalid/'

/** Can a link be followed without anything but a page being opened? */
export function isSafeLink(url: string): boolean {
  const target = parse(url, site)
  return target !== null && ['https:', 'http:', 'mailto:'].includes(target.protocol)
}

/** A link of a page as the site has it. */
export type SiteLink = { to: 'elsewhere' } | { to: 'here' } | { to: 'page'; page: string; href: string }

/**
 * Where a link of the page `from` (`papers/index.md`) leads: to another host, into the page itself, or to a
 * page, named as its Markdown file, with the address that it has on the built site.
 */
export function siteLink(url: string, from: string): SiteLink {
  if (url.startsWith('#')) return { to: 'here' }
  const target = parse(url, site + from)
  if (target === null || target.origin !== new URL(site).origin) return { to: 'elsewhere' }
  const path = target.pathname
    .slice(1)
    .replace(/(^|\/)$/, '$1index')
    .replace(/\.(?:md|html)$/, '')
  const href = `/${`${path}.html`.replace(/(^|\/)index\.html$/, '$1')}${target.search}${target.hash}`
  return { to: 'page', page: `${path}.md`, href }
}

function parse(url: string, base: string): URL | null {
  return URL.canParse(url, base) ? new URL(url, base) : null
}
