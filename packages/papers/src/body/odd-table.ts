import type { Faults } from '../faults/fault.ts'
import { spanOf } from './body.ts'
import type { FigureScope } from './figure-scope.ts'

/** The row of dashes below a table's header. */
const delimiter =
  /^[ \t>]*(?:\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?|\|[ \t]*:?-+:?[ \t]*\|)[ \t\r]*$/

/** Warn of what was meant as a table and is text, since its rows of header and dashes differ in cells. */
export function warnOfOddTables({ body, text, shift }: FigureScope, faults: Faults): void {
  for (const paragraph of body.nodes('paragraph')) {
    const { start, end } = spanOf(paragraph)
    const source = text.slice(start, end)
    if (!source.includes('|')) continue
    let at = start
    let above = ''
    for (const line of source.split('\n')) {
      const [header, dashes] = [cellsOf(above), cellsOf(line)]
      if (above.includes('|') && delimiter.test(line) && header !== dashes) {
        faults.add({
          rule: 'table-cells',
          at: at + shift,
          to: at + line.trimEnd().length + shift,
          message: `Unexpected row of ${dashes} cells of dashes below a header of ${header}, expected as many; without them there is no table`,
          warning: true,
        })
      }
      at += line.length + 1
      above = line
    }
  }
}

function cellsOf(line: string): number {
  const inner = line.replace(/^[\s>]*\|?/, '').replace(/(?<!\\)\|\s*$/, '')
  return inner.split(/(?<!\\)\|/).length
}
