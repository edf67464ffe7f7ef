/** Something that agents might follow, and where it starts (0-based, in UTF-16 code units). */
export interface UnsafeAddress {
  offset: number
  /** What was found, in words. */
  found: string
}

const url =
  /(?<![a-z0-9+.-])(?=[\d+.-]*[a-z])[a-z0-9+.-]+:\/\/|\bwww\.|\b(?:javascript|vbscript):|\bmailto:\S|\bdata:(?:[a-z]+\/|[,;])/gi
/** `//host.name`: an address without its scheme. After a name or a bracket it is a division. */
const host = /(?<![\w:/)\]])\/\/[\p{L}\p{N}_-]+\.[\p{L}\p{N}]/gu
/** A decorator (`@functools.cache`) has nothing before its sign, a product (`a @ b.T`) a space. */
const mail = /[\p{L}\p{N}_.+-]@[\p{L}\p{N}_-]+\.[\p{L}\p{N}]/gu

/** URLs, with their scheme or without. Compatibility forms (full-width letters and signs) are read like plain ones. */
export function findUrls(text: string): UnsafeAddress[] {
  return find(text, [url, host], 'a URL')
}

/** E-mail addresses. In code what looks like one is a product of matrices; give prose. */
export function findMailAddresses(prose: string): UnsafeAddress[] {
  return find(prose, [mail], 'an e-mail address')
}

function find(text: string, patterns: RegExp[], found: string): UnsafeAddress[] {
  const offsetsIn = (read: string) =>
    patterns.flatMap((pattern) => [...read.matchAll(pattern)].map(({ index }) => index))
  const offsets = offsetsIn(text)
  if (offsets.length > 0) return offsets.map((offset) => ({ offset, found }))
  // The place within the text is lost with the forms.
  const hidden = offsetsIn(text.normalize('NFKC')).length > 0
  return hidden ? [{ offset: 0, found: `${found} in compatibility characters` }] : []
}
