/** Text in which the character references of HTML are decoded. */
export function decoded(html: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return html.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
  })
}

/** The text of a page as a reader sees it, spaces squeezed. */
export function textOf(html: string): string {
  return squeezed(decoded(html.replaceAll(/<[^>]*>/g, '')))
}

export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
