import type { Paragraph, PhrasingContent } from 'mdast'
import { spanOf } from '../body/body.ts'
import type { FigureScope } from '../body/figure-scope.ts'
import { findMeasured, type MeasuredText, withPlainDigits } from '../body/measured-text.ts'
import type { Faults } from '../faults/fault.ts'

/** A piece of a directive as the rulebook shows it, and where it begins there. */
interface Piece {
  node: PhrasingContent
  shown: string
  at: number
}

/** Stands for a link: no number reaches across it. */
const link = '\ufffc'

/**
 * Refuse numbers that look measured in a directive: what the rulebook says is measured, or not
 * said. In italics and code as well, since the rulebook shows them like any text.
 */
export function refuseDirectiveNumbers(paragraph: Paragraph, scope: FigureScope, faults: Faults): void {
  const pieces = piecesOf(paragraph)
  const shown = pieces.map((piece) => piece.shown).join('')
  const refuse = ({ start, end }: Omit<MeasuredText, 'number'>, message: string) => {
    const at = offsetIn(pieceAt(pieces, start), start, scope.text) + scope.shift
    const to = offsetIn(pieceAt(pieces, end - 1), end, scope.text) + scope.shift
    faults.add({ rule: 'directive-number', at, to, message })
  }
  for (const found of findMeasured(shown)) {
    if (isOperator(found, pieces, shown)) continue
    refuse(
      found,
      `Unexpected number “${found.number}” in a directive, expected a figure link such as [${found.number}](#claim), since the rulebook shows only what was measured; link it, or say it in words`,
    )
  }
  const digital = withPlainDigits(shown)
  if (!/\d\ufffc|\ufffc[.,]?\d/.test(digital)) return
  for (const { index, 0: digits } of digital.matchAll(
    /\d[\d.,]*(?<=\d)(?=\ufffc)|(?<=\ufffc)[.,]?\d[\d.,]*/g,
  )) {
    refuse(
      { start: index, end: index + digits.length },
      `Unexpected “${shown.slice(index, index + digits.length)}” beside a figure, expected a space or words between, since both read as one number; part them`,
    )
  }
}

function piecesOf(paragraph: Paragraph): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const walk = (node: PhrasingContent): void => {
    if (node.type === 'emphasis' || node.type === 'strong') {
      node.children.forEach(walk)
      return
    }
    const shown = node.type === 'text' || node.type === 'inlineCode' ? node.value : link
    pieces.push({ node, shown, at })
    at += shown.length
  }
  paragraph.children.forEach(walk)
  return pieces
}

function pieceAt(pieces: Piece[], offset: number): Piece {
  return pieces.findLast(({ at }) => at <= offset)!
}

/** In code `10 % n` is an operation, `%s` a placeholder and `{x:5.1%}` a format. */
function isOperator({ number, start, end }: MeasuredText, pieces: Piece[], shown: string): boolean {
  const last = pieceAt(pieces, end - 1)
  // In code 1e3 is a number of Python, where no unit stands behind it.
  if (/^\d[\d.]*e[+-]?\d+$/i.test(number)) return last.node.type === 'inlineCode'
  if (!number.endsWith('%') || last.node.type !== 'inlineCode') return false
  if (pieceAt(pieces, start) !== last) return last.at === end - 1 && last.shown.length > 1
  const [before, behind] = [shown.slice(last.at, start), shown.slice(end)]
  if (/\{[^{}]*:[^{}]*$/.test(before) && behind.startsWith('}')) return true
  return /\s%$/.test(number) ? /^\s+[\w("']/.test(behind) : /^[("']/.test(behind)
}

/** Offset in the text of an offset in the directive as shown. */
function offsetIn({ node, shown, at }: Piece, offset: number, text: string): number {
  const { start, end } = spanOf(node)
  const inside = text.slice(start, end).indexOf(shown)
  if (inside === -1) return offset === at ? start : end
  return start + inside + offset - at
}
