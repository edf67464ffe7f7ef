/** How to write a value; long ones are not repeated. */
export function rewrite(key: string, text: string): string {
  return text.length > 60 || /[\r\u2028\u2029]/.test(text)
    ? 'put the whole text in quotes'
    : `write ${key}: ${quoted(text)}`
}

/** Text without the quotes around the whole of it. */
export function inner(text: string): string {
  return text.length > 1 && text[0] === text.at(-1) && !text.slice(1, -1).includes('"')
    ? text.slice(1, -1)
    : text
}

/** Text in the quotes that need no escape in it. */
export function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`
}

/** What was found, cut short. */
export function shown(text: string): string {
  const line = text.split(/[\n\r\u2028\u2029]/)[0]!.trim()
  return line === '' ? 'end of line' : `“${line.length > 40 ? `${line.slice(0, 40)}…` : line}”`
}

/** A number of spaces, in words. */
export function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count} spaces`
}
