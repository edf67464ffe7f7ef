/** Text that stands in a table cell or a paragraph as it is: Markdown's own characters are escaped. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#~]/g, '\\$&')
}

/** A sentence in which only inline code is Markdown, as in docstrings and summaries. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('')
}

/** Text as inline code, whatever backticks it holds; fit for a table cell. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  const ticks = '`'.repeat(longestRun(line) + 1)
  return line.includes('`') ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`
}

/** A code block, whatever fences the text holds. */
export function fence(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}

/** A table. The cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text of a link's title, between double quotes. */
export function linkTitle(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\"|]/g, '\\$&')
}

/** A page: frontmatter, then blocks with a blank line between them. */
export function page(frontmatter: Record<string, unknown>, blocks: readonly string[]): string {
  // JSON is YAML; nothing in a title can break out of it.
  return `---\n${JSON.stringify(frontmatter)}\n---\n\n${blocks.join('\n\n')}\n`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
