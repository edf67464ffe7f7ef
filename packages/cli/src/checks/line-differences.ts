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
 * stand as should, each is told, else all of them as one difference.
 */
export function lineDifferences(found: string, expected: string): LineDifference[] {
  const [left, right] = [found.split('\n'), expected.split('\n')]
  return changes(left, right).flatMap(({ from, to, was, should }) => {
    if (was.length !== should.length) {
      return [{ line: from + 1, column: 1, found: quoteLines(was), expected: quoteLines(should) }]
    }
    return left
      .slice(from, to)
      .map((line, n) => ({ line: from + n + 1, ...spanDifference(line, should[n]!) }))
  })
}

/** Lines `from` to `to` of the text found, and what should stand there. */
interface Change {
  from: number
  to: number
  was: string[]
  should: string[]
}

/** Cells of the table of common sequences that are filled at most; beyond, all is one change. */
const mostCells = 25_000_000

function changes(left: readonly string[], right: readonly string[]): Change[] {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let end = 0
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end++
  }
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)]
  if (a.length === 0 && b.length === 0) return []
  if (a.length * b.length > mostCells) return [{ from: start, to: start + a.length, was: a, should: b }]
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
    }
  }
  const found: Change[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [fromA, fromB] = [i, j]
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j === b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) i++
      else j++
    }
    found.push({ from: start + fromA, to: start + i, was: a.slice(fromA, i), should: b.slice(fromB, j) })
    while (i < a.length && j < b.length && a[i] === b[j]) {
      i++
      j++
    }
  }
  return found
}

/** The words in which two lines differ. */
function spanDifference(found: string, expected: string): Omit<LineDifference, 'line'> {
  let start = 0
  while (start < found.length && found[start] === expected[start]) start++
  let end = 0
  const shorter = Math.min(found.length, expected.length)
  while (end < shorter - start && found[found.length - 1 - end] === expected[expected.length - 1 - end]) end++
  // Whole words: a figure is told as 350×, not as the digit that changed.
  while (start > 0 && /\S/.test(found[start - 1]!)) start--
  while (end > 0 && /\S/.test(found[found.length - end]!)) end--
  const cut = (text: string) => quote(text.slice(start, text.length - end))
  return { column: start + 1, found: cut(found), expected: cut(expected) }
}

function quoteLines(lines: readonly string[]): string {
  if (lines.length === 0) return 'no line'
  return lines.length === 1 ? `line ${quote(lines[0]!)}` : `${lines.length} lines from ${quote(lines[0]!)}`
}

function quote(text: string): string {
  if (text === '') return 'nothing'
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text
  // What cannot be seen is told by its number.
  return `“${shown.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`)}”`
}
