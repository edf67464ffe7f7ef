/** A kind of text that has no place in what agents read, and where it starts on its line. */
export interface UnsafeSpan {
  rule: 'unsafe-html' | 'unsafe-url' | 'unsafe-link' | 'unsafe-reference' | 'unsafe-blob'
  /** 0-based, in UTF-16 code units of the line. */
  offset: number
  /** What was found, in words. */
  found: string
}

const comment = /<!--|<!\[CDATA\[|<![a-z]/gi
const html = /<[a-z/?][^>]*>/gi
const schemes =
  /\b[a-z][a-z+.-]*:\/\/|\bwww\.|\b(?:javascript|vbscript):|\bmailto:\S|\bdata:(?:[a-z]+\/|[,;])/gi
const link = /!?\[[^\]]*\]\([^)]*\)|(?<![\w\])])!?\[[^\]]*\]\[[^\]]*\]/g
const definition = /^[\s>*+-]*\[[^\]]*\]:/g
const characterReference = /&(?:#x?[0-9a-f]+|[a-z][a-z0-9]*);/gi
const encoded = /[A-Za-z0-9+/_-]{40,}={0,2}/g
const escapes = /(?:\\x[0-9a-f]{2}|%[0-9a-f]{2}|\\u[0-9a-f]{4}){6,}/gi

/**
 * Markup, addresses and encoded text on one line of Markdown. Code spans may hold what looks like
 * HTML, links and references, since there it is none (`List<int>`, `handlers[key](x)`); comments,
 * addresses and blobs are refused there too, since agents read the source.
 */
export function findUnsafeMarkup(line: string): UnsafeSpan[] {
  const prose = withoutCode(line)
  const find = (text: string, pattern: RegExp, rule: UnsafeSpan['rule'], found: string) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ rule, offset: index, found }))
  // Compatibility forms (full-width letters and signs) are read like the plain ones.
  const plain = line.normalize('NFKC')
  const hidden = plain.search(schemes) !== -1 && line.search(schemes) === -1
  const blobs = [...line.matchAll(encoded)].filter(([text]) => !isWritten(text))
  return [
    ...find(line, comment, 'unsafe-html', 'a comment or declaration'),
    ...find(prose, html, 'unsafe-html', 'HTML'),
    ...find(line, schemes, 'unsafe-url', 'a URL'),
    ...(hidden
      ? [{ rule: 'unsafe-url' as const, offset: 0, found: 'a URL in compatibility characters' }]
      : []),
    ...find(prose, link, 'unsafe-link', 'a link or image'),
    ...find(prose, definition, 'unsafe-link', 'a link definition'),
    ...find(prose, characterReference, 'unsafe-reference', 'a character reference'),
    ...blobs.map(({ index }) => ({ rule: 'unsafe-blob' as const, offset: index, found: 'encoded text' })),
    ...find(line, escapes, 'unsafe-blob', 'text written in escapes'),
  ]
}

/** The line with what its code spans hold blanked out; a run of backticks closes at the next as long. */
function withoutCode(line: string): string {
  return line.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, (span) => ' '.repeat(span.length))
}

/** Is a long run of letters and digits a name that somebody wrote: short words, joined? */
function isWritten(run: string): boolean {
  return run
    .split(/[-_/+=]|(?<=[a-z])(?=[A-Z])/)
    .every((word) => /^(?:[A-Z]?[a-z]{0,18}|[A-Z]{1,12}|\d{1,6}|[a-z]{1,12}\d{1,3})$/.test(word))
}
