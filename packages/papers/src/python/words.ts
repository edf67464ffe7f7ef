import type { SyntaxNode } from '@lezer/common'
import { type Slip, slip } from './syntax-slip.ts'

const number =
  /^(?:0x(?:_?[\da-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:e[+-]?\d(?:_?\d)*)?j?)$/i
const name = /^[\p{XID_Start}_]\p{XID_Continue}*$/u
const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
)

/** A number as older versions wrote it: `0777`. */
export function numberSlip(node: SyntaxNode, source: string): Slip | null {
  const text = source.slice(node.from, node.to)
  // The grammar has no `1.e-05`; its exponent is a number of its own there.
  const exponent = /\d\.e[+-]$/i.test(source.slice(Math.max(0, node.from - 4), node.from))
  if (!exponent && /^0[0_]*[1-9][\d_]*$/.test(text))
    return slip(node, 'a number without leading zeros, or 0o before octal digits')
  return number.test(text) ? null : slip(node, 'a number')
}

/** A name of letters, digits and underscores of any script; the grammar takes any other sign as well. */
export function nameSlip(node: SyntaxNode, source: string): Slip | null {
  const text = source.slice(node.from, node.to)
  if (/^[a-z_]\w*$/i.test(text)) return keywords.has(text) ? slip(node, 'a name that is no keyword') : null
  if (name.test(text.normalize('NFKC'))) return null
  return /[‘’“”„«»]/.test(text) ? slip(node, 'straight quotes') : slip(node, 'a name of letters and digits')
}
