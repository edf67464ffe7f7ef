/** Does every line of a text end with CR LF, as Git writes them where it is asked to? */
function endsLinesWithCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text)
}

/** A text with LF in place of CR LF, where all its lines end so; any other text as it is. */
export function withLineFeeds(text: string): string {
  return endsLinesWithCrlf(text) ? text.replaceAll('\r\n', '\n') : text
}

/**
 * A text with the line ends of the one that lies there (`null` for none): a checkout with CR LF
 * keeps them, so that a generated file which says what it should is left alone.
 */
export function inLineEndsOf(current: string | null, text: string): string {
  return current !== null && endsLinesWithCrlf(current) ? text.replaceAll(/\r?\n/g, '\r\n') : text
}
