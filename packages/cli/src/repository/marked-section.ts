export const startMark = '<!-- rulebook:start -->'
export const endMark = '<!-- rulebook:end -->'

/** What keeps a marked section from being written, at its line. */
interface MarkFault {
  kind: 'fault'
  line: number
  message: string
}

/** A text with its marked section brought up to date, or what keeps that from being done. */
export type Marked = { kind: 'marked'; text: string } | MarkFault

/** Where the marked section of a text is, marks included. */
export type Section = { kind: 'none' } | { kind: 'found'; from: number; to: number } | MarkFault

export function findSection(text: string): Section {
  const marks = [...text.matchAll(/<!-- rulebook:(?:start|end) -->/g)]
  if (marks.length === 0) return { kind: 'none' }
  const odd = marks.findIndex(([mark], index) => mark !== [startMark, endMark][index])
  if (odd !== -1 || marks.length !== 2) {
    const line = text.slice(0, marks[Math.max(0, odd)]!.index).split('\n').length
    const message = `Unexpected marks of the rulebook's section, expected ${startMark} once and ${endMark} once below it; mend or delete them`
    return { kind: 'fault', line, message }
  }
  return { kind: 'found', from: marks[0]!.index, to: marks[1]!.index + endMark.length }
}

/**
 * Put lines into the marked section of a text, or behind the text when it has none. Every other
 * byte stays as it was: line ends of the section follow the text's, and doing it again changes nothing.
 */
export function markSection(text: string, content: string): Marked {
  const section = findSection(text)
  if (section.kind === 'fault') return section
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const marked = [startMark, ...content.replace(/\n$/, '').split('\n'), endMark].join(lineEnd)
  if (section.kind === 'none') {
    const gap = text === '' ? '' : `${text.endsWith('\n') ? '' : lineEnd}${lineEnd}`
    return { kind: 'marked', text: `${text}${gap}${marked}${lineEnd}` }
  }
  return { kind: 'marked', text: `${text.slice(0, section.from)}${marked}${text.slice(section.to)}` }
}
