const start = '<!-- rulebook:start -->'
const end = '<!-- rulebook:end -->'

/** A text with its marked section brought up to date, or what keeps that from being done. */
export type Marked = { kind: 'marked'; text: string } | { kind: 'fault'; line: number; message: string }

/**
 * Put `content` into the marked section of a text, or behind the text when it has none. Every other
 * byte stays as it was: line ends of the section follow the text's, and doing it again changes nothing.
 */
export function markSection(text: string, content: string): Marked {
  const marks = [...text.matchAll(/<!-- rulebook:(?:start|end) -->/g)]
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const section = [start, ...content.trimEnd().split('\n'), end].join(lineEnd)
  if (marks.length === 0) {
    const gap = text === '' ? '' : `${text.endsWith('\n') ? '' : lineEnd}${lineEnd}`
    return { kind: 'marked', text: `${text}${gap}${section}${lineEnd}` }
  }
  const odd = marks.findIndex(([mark], index) => mark !== [start, end][index])
  if (odd !== -1 || marks.length !== 2) {
    const line = text.slice(0, marks[Math.max(0, odd)]!.index).split('\n').length
    const message = `Unexpected marks of the rulebook's section, expected ${start} once and ${end} once below it; mend or delete them`
    return { kind: 'fault', line, message }
  }
  const [from, to] = [marks[0]!.index, marks[1]!.index + end.length]
  return { kind: 'marked', text: `${text.slice(0, from)}${section}${text.slice(to)}` }
}
