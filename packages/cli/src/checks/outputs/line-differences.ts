import { diffArrays } from 'diff'
import { escaped } from '../../findings/visible-text.ts'

/** A place where a text is not as expected. */
export interface LineDifference {
  /** 1-based, in the text that was found. */
  line: number
  /** 1-based, in UTF-16 code units. */
  column: number
  /** What stands there, quoted. */
  found: string
  /** What should, quoted. */
  expected: string
}

/**
 * Where two texts differ, from the longest common sequence of their lines: where as many lines
 * stand as should, each that differs is told, else all of them as one difference.
 */
export function lineDifferences(found: string, expected: string): LineDifference[] {
  return changes(found.split('\n'), expected.split('\n')).flatMap(({ from, was, should }) => {
    if (was.length !== should.length) {
      return [{ line: from + 1, column: 1, found: quoteLines(was), expected: quoteLines(should) }]
    }
    return was.flatMap((line, n) => {
      return line === should[n] ? [] : [{ line: from + n + 1, ...spanDifference(line, should[n]!) }]
    })
  })
}

/** Lines from `from` on (0-based) of the text found, and what should stand in their place. */
interface Change {
  from: number
  was: string[]
  should: string[]
}

/**
 * Lines taken away or put in that a common sequence is sought for; time and memory grow with the
 * square. Texts further apart are compared as one change.
 */
const mostEdits = 2000

function changes(left: readonly string[], right: readonly string[]): Change[] {
  // Numbers in place of lines: the search compares a line many times, whatever its length.
  const numbers = new Map<string, number>()
  const numberOf = (line: string) => {
    const number = numbers.get(line) ?? numbers.size
    numbers.set(line, number)
    return number
  }
  const parts = diffArrays(left.map(numberOf), right.map(numberOf), { maxEditLength: mostEdits })
  if (!parts) return [wholeChange(left, right)]
  const found: Change[] = []
  let open: Change | null = null
  let [i, j] = [0, 0]
  for (const { added, removed, count } of parts) {
    if (!added && !removed) open = null
    else if (!open) {
      open = { from: i, was: [], should: [] }
      found.push(open)
    }
    if (!added) i += count
    if (!removed) j += count
    if (removed) open?.was.push(...left.slice(i - count, i))
    if (added) open?.should.push(...right.slice(j - count, j))
  }
  return found
}

/** All from the first line that differs to the last. */
function wholeChange(left: readonly string[], right: readonly string[]): Change {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let end = 0
  const shorter = Math.min(left.length, right.length)
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end)
  return { from: start, was: middle(left), should: middle(right) }
}

/** Characters of a word that are told beside what differs in it, on either side. */
const mostOfWord = 40

/** The words in which two lines differ. */
function spanDifference(found: string, expected: string): Omit<LineDifference, 'line'> {
  let start = 0
  while (start < found.length && found[start] === expected[start]) start++
  let end = 0
  const shorter = Math.min(found.length, expected.length)
  while (end < shorter - start && found[found.length - 1 - end] === expected[expected.length - 1 - end]) end++
  // Whole words: a figure is told as 350×, not as the digit that changed.
  const [first, last] = [Math.max(0, start - mostOfWord), Math.max(0, end - mostOfWord)]
  while (start > first && /\S/.test(found[start - 1]!)) start--
  while (end > last && /\S/.test(found[found.length - end]!)) end--
  const cut = (text: string) => quote(text.slice(start, text.length - end))
  return { column: start + 1, found: cut(found), expected: cut(expected) }
}

function quoteLines(lines: readonly string[]): string {
  const [first] = lines
  if (first === undefined) return 'no line'
  if (lines.length > 1) return `${lines.length} lines from ${first === '' ? 'an empty one' : quote(first)}`
  return first === '' ? 'an empty line' : `line ${quote(first)}`
}

/** What cannot be seen, or not be told from a plain space or from the letter before it. */
const unseen = /(?! )[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu

function quote(text: string): string {
  if (text === '') return 'nothing'
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text
  return `“${shown.replaceAll(unseen, escaped)}”`
}
