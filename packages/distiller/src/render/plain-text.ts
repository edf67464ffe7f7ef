import { findUnsafeText } from '@rulebook/papers/unsafe-text'

/** What means something inside a line of Markdown: its signs, character references, and addresses that become links. */
const signs = /[\\`*_[\]<&|~]|:(?=\/\/)|(?<=\bwww)\.|(?<=\w)@(?=\w)/gi

/**
 * Markdown of one line that shows a text as it is, whatever it holds: line breaks stand as spaces,
 * characters that are not seen by their names, signs are escaped.
 */
export function plainText(text: string): string {
  return named(text).replaceAll(/\s+/g, ' ').trim().replaceAll(signs, String.raw`\$&`)
}

/** A code span that shows a text as it is, on one line; its fence is longer than any run of backticks in it. */
export function codeSpan(text: string): string {
  const code = named(text).replaceAll(/\s+/g, ' ')
  const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(0, ...runs) + 1)
  const pad = /^`|`$|^ .* $/.test(code) ? ' ' : ''
  return `${fence}${pad}${code}${pad}${fence}`
}

/** The text with characters that are not seen written as their names. */
function named(text: string): string {
  let written = ''
  let done = 0
  for (const { offset, codePoint, name } of findUnsafeText(text)) {
    written += text.slice(done, offset) + name
    done = offset + String.fromCodePoint(codePoint).length
  }
  return written + text.slice(done)
}
