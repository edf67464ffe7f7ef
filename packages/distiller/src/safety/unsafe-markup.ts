import { findMailAddresses, findUrls } from '@rulebook/papers/unsafe-address'

/** A kind of text that has no place in what agents read, and where it starts on its line. */
export interface UnsafeSpan {
  rule:
    | 'unsafe-html'
    | 'unsafe-url'
    | 'unsafe-link'
    | 'unsafe-reference'
    | 'unsafe-escape'
    | 'unsafe-blob'
    | 'unsafe-block'
  /** 0-based, in UTF-16 code units of the line. */
  offset: number
  /** What was found, in words. */
  found: string
}

const comment = /<!--|<!\[CDATA\[|<![a-z]/gi
/** A tag may go on until the end of a block, and `<a@b>` is an address. */
const html = /<(?:[a-z/?]|(?=[^\s<>]+@))/gi
const inlineLink = /\]\(/g
const reference = /\]\[/g
const definition = /^(?:[\s>*+-]|\d+[.)])*\[(?=.*\]:)/g
const characterReference = /&(?:#x?[0-9a-f]+|[a-z][a-z0-9]*);/gi
/** A code span behind a dollar sign is a formula on some sites. */
const mathematics = /\$(?=·)/g
const encoded = /[A-Za-z0-9+/_-]{40,}={0,2}/g
const escapes = /(?:\\x[0-9a-f]{2}|%[0-9a-f]{2}|\\u[0-9a-f]{4}){6,}/gi

/**
 * Markup, addresses and encoded text on one line of Markdown, without the marker of its list. Code
 * spans may hold what looks like HTML, links and references, since there it is none (`List<int>`,
 * `handlers[key](x)`); comments, addresses and blobs are refused there too, since agents read the source.
 */
export function findUnsafeMarkup(line: string): UnsafeSpan[] {
  const prose = withoutCode(line)
  const find = (text: string, pattern: RegExp, rule: UnsafeSpan['rule'], found: string) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ rule, offset: index, found }))
  const addresses = [...findUrls(line), ...findMailAddresses(prose)]
  const references = [...prose.matchAll(reference)].filter(({ index }) => !isSubscript(prose, index))
  const blobs = [...line.matchAll(encoded)].filter(([text]) => !isWritten(text))
  return [
    ...find(line, comment, 'unsafe-html', 'a comment or declaration'),
    ...find(prose, html, 'unsafe-html', 'HTML'),
    ...addresses.map(({ offset, found }) => ({ rule: 'unsafe-url' as const, offset, found })),
    ...find(prose, inlineLink, 'unsafe-link', 'a link or image'),
    ...references.map(({ index }) => ({ rule: 'unsafe-link' as const, offset: index, found: 'a link' })),
    ...find(prose, definition, 'unsafe-link', 'a link definition'),
    ...find(prose, characterReference, 'unsafe-reference', 'a character reference'),
    // It would make markup out of what the rest of the line is read as.
    ...find(prose, /\\/g, 'unsafe-escape', 'a backslash outside code'),
    ...find(prose, mathematics, 'unsafe-escape', 'mathematics'),
    ...blobs.map(({ index }) => ({ rule: 'unsafe-blob' as const, offset: index, found: 'encoded text' })),
    ...find(line, escapes, 'unsafe-blob', 'text written in escapes'),
  ]
}

/**
 * The line with its code spans filled with dots; a run of backticks closes at the next as long. Markup that
 * would take a backtick from a span (a backslash, a tag) stands before it and so in the prose, where it is refused.
 */
export function withoutCode(line: string): string {
  return line.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, (span) => '·'.repeat(span.length))
}

/** Is `][` at an offset that of `rows[0][1]`, not that of a link by reference? */
function isSubscript(prose: string, at: number): boolean {
  let depth = 0
  for (let index = at; index >= 0; index--) {
    if (prose[index] === ']') depth++
    else if (prose[index] === '[' && --depth === 0) return /[\w\])]/.test(prose[index - 1] ?? '')
  }
  return false
}

/** Is a long run of letters and digits a name that somebody wrote: short words, joined? */
function isWritten(run: string): boolean {
  return run
    .split(/[-_/+=]|(?<=[a-z])(?=[A-Z])/)
    .every((word) => /^(?:[A-Z]?[a-z]{0,18}|[A-Z]{1,18}|\d{1,6}|[a-z]{1,12}\d{1,3})$/.test(word))
}
