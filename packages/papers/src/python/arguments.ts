import type { SyntaxNode } from '@lezer/common'
import { childrenOf, partsOf, type Slip, slip } from './syntax-slip.ts'

/** Arguments of a call or a class that are out of order or given twice. */
export function argumentSlip(node: SyntaxNode, code: string): Slip | null {
  const parts = partsOf(childrenOf(node).slice(1, -1))
  const names = new Set<string>()
  let keyword = false
  let unpacked = false
  for (const part of parts) {
    const [first, second] = part
    if (!first) continue
    if (first.name === '**') unpacked = true
    else if (first.name === '*') {
      if (unpacked) return slip(first, '* before **')
    } else if (second?.name === 'AssignOp' && code.slice(second.from, second.to) === '=') {
      keyword = true
      const name = code.slice(first.from, first.to)
      if (names.has(name)) return slip(first, 'each argument once')
      names.add(name)
    } else if (keyword || unpacked) {
      return slip(first, 'positional arguments before named ones')
    } else if (parts.length > 1 && part.some(({ name }) => name === 'for')) {
      return slip(first, 'parentheses around a generator beside other arguments')
    }
  }
  return null
}

/** Parameters of a function that are out of order or named twice. */
export function parameterSlip(node: SyntaxNode, code: string): Slip | null {
  const children = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')')
  if (children.some(({ type }) => type.isError)) return null
  const names = new Set<string>()
  const parts = partsOf(children)
  let defaults = false
  let slash = false
  let star: SyntaxNode | null = null
  let bare = false
  let rest = false
  for (const [index, part] of parts.entries()) {
    const [first] = part
    const place = first ?? node
    if (rest && first) return slip(place, 'nothing behind **')
    if (!first) {
      if (index === parts.length - 1 && !/\/\s*\)?$/.test(code.slice(node.from, node.to))) break
      // The grammar leaves no node for a slash.
      if (slash || star || index === 0) return slip(place, '/ once, behind a parameter and before *')
      slash = true
      continue
    }
    if (first.name === '*' || first.name === '**') {
      if (first.name === '*' && star) return slip(first, '* once')
      if (first.name === '**' && bare) return slip(first, 'a parameter between * and **')
      if (first.name === '*') star = first
      bare = first.name === '*' && part.length === 1
      rest = first.name === '**'
    } else {
      const valued = part.some(({ name }) => name === 'AssignOp')
      if (!valued && defaults && !star) return slip(first, 'a default, as the parameter before it has one')
      defaults ||= valued
      bare = false
    }
    const name = part.find((child) => child.name === 'VariableName')
    if (!name) continue
    const text = code.slice(name.from, name.to)
    if (names.has(text)) return slip(name, 'each parameter once')
    names.add(text)
  }
  return bare && star ? slip(star, 'a parameter behind *') : null
}
