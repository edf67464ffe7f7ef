/**
 * The HTML of a page as the search index takes it. Headings stay, since results show them as HTML, with their
 * anchors as they are; elsewhere punctuation, which parts words, is a space, so that nobody finds a page by
 * the number of a reference.
 */
export function searchText(html: string): string {
  return html.replaceAll(/<(h[1-6])[ >].*?<\/\1>|&#\w+;/g, (match) =>
    match.startsWith('<') ? match.replace(/ href="#[^"]*"/g, plainAnchor) : ' ',
  )
}

/** Anchors hold letters, digits, hyphens and underscores. */
function plainAnchor(href: string): string {
  return href.replaceAll('&#95;', '_')
}
