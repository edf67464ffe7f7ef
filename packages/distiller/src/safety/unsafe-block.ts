import { type UnsafeSpan, withoutCode } from './unsafe-markup.ts'

/** What the beginning of a line makes of it in Markdown, unless it is prose. */
const markers: [marker: RegExp, found: string][] = [
  [/^\s/, 'indentation'],
  [/^#{1,6}(?:\s|$)/, 'a heading'],
  [/^(?:`{3,}[^`]*$|~{3})/, 'a code block'],
  [/^>/, 'a quote'],
  [/^(?:[-+*]|\d{1,9}[.)])(?:\s|$)/, 'a list'],
  [/^(?:(?:\*\s*){3,}|(?:_\s*){3,}|[-=|:\s]+)$/, 'a line of a table or under a heading'],
]

/**
 * Lines of a rendered rulebook that are neither its heading nor prose nor an item of its list, but open
 * a block of their own: what a browser would show as something else than the sentence it is read as.
 */
export function findUnsafeBlocks(lines: readonly string[]): { index: number; span: UnsafeSpan }[] {
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || (index === 0 && line.startsWith('# '))) return []
    const item = line.startsWith('- ')
    const above = lines[index - 1] ?? ''
    const offset = item ? 2 : 0
    const [, marker] = markers.find(([pattern]) => pattern.test(line.slice(offset))) ?? []
    // A code span that is open may end in the next line of a paragraph, and what is code by itself is none there.
    const goesOn = !item && above.trim() !== '' && !(index === 1 && above.startsWith('# '))
    const reaches = goesOn && [above, line].some((text) => withoutCode(text).includes('`'))
    const found = marker ?? (reaches ? 'a line that goes on with open code' : null)
    return found ? [{ index, span: { rule: 'unsafe-block', offset, found } }] : []
  })
}
