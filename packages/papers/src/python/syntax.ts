import type { SyntaxNodeRef } from '@lezer/common'
import { parser } from '@lezer/python'
import { findSlip } from './statements.ts'

/** Where a piece of Python stops being Python; offsets are those of the code. */
export interface SyntaxProblem {
  at: number
  to: number
  /** What was found there, in words. */
  found: string
  expected: string
}

/**
 * The first place where code is not Python, or `null`. Nothing is run. The grammar is error-tolerant
 * and knows a little less and forgives a little more than CPython: what it lacks is passed below,
 * and what it forgives is looked for: indentation and quotes here, the rest node by node.
 */
export function findSyntaxProblem(source: string): SyntaxProblem | null {
  // The grammar has no floats that end in a point; a digit in its place changes no offset.
  const code = source.replaceAll(/(?<=(?<![\w.])\d[\d_]*)\.(?![\w.])/g, '0')
  let first: SyntaxProblem | null = null
  const report = (at: number, to: number, expected: string) => {
    if (first === null || at < first.at) first = { at, to, found: found(source, at, to), expected }
  }
  parser.parse(code).iterate({
    enter: (node) => {
      if (node.type.isError && !lackOfGrammar(code, node)) report(node.from, node.to, 'Python')
      else if (node.name === 'Script' || node.name === 'Body') {
        const at = unevenStatement(code, node)
        if (at !== null) report(at, at, 'the indentation of the statements around it')
      } else if (node.name === 'PrintStatement') {
        report(node.from, node.to, 'Python 3')
      } else if (node.name === 'String' && !closed(code.slice(node.from, node.to))) {
        report(node.from, node.to, 'a closing quote')
      } else if (!node.type.isError) {
        const slip = findSlip(node, source)
        if (slip) report(slip.at, slip.to, slip.expected)
      }
    },
  })
  return first
}

/** A bare `yield`, a form feed and `with (a as b, c as d):` are Python that the grammar does not know. */
function lackOfGrammar(code: string, { from, to, node }: SyntaxNodeRef): boolean {
  for (let parent = node.parent; parent && parent.name !== 'Body'; parent = parent.parent) {
    if (parent.name === 'WithStatement') return /^(?:async\s+)?with\s*\(/.test(code.slice(parent.from))
  }
  if (from === to) return /\byield\s*$/.test(code.slice(Math.max(0, from - 80), from))
  return code.slice(from, to) === '\f'
}

/** Offset of the first statement of a block that is indented otherwise than the block. */
function unevenStatement(code: string, { name, node }: SyntaxNodeRef): number | null {
  let column = name === 'Script' ? 0 : null
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'Comment' || child.name === ':' || child.type.isError) continue
    const indentation = code.slice(code.lastIndexOf('\n', child.from - 1) + 1, child.from)
    if (/\S/.test(indentation)) continue
    column ??= indentation.length
    if (indentation.length !== column) return child.from
  }
  return null
}

function closed(literal: string): boolean {
  const [, quote] = /^[a-z]*("""|'''|"|')/i.exec(literal) ?? []
  return quote === undefined || (literal.endsWith(quote) && literal.length >= 2 * quote.length)
}

function found(source: string, at: number, to: number): string {
  const text = source
    .slice(at, Math.max(to, at + 1))
    .split('\n')[0]!
    .trim()
  const rest = text || source.slice(at).split('\n')[0]!.trim()
  if (rest) return `“${rest.length > 30 ? `${rest.slice(0, 30)}…` : rest}”`
  return source.slice(at).trim() === '' ? 'end of the code' : 'end of the line'
}
