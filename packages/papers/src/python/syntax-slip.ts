import type { SyntaxNode } from '@lezer/common'

/** A part of the code that is not Python although the grammar takes it. */
export interface Slip {
  at: number
  to: number
  expected: string
}

export function slip({ from, to }: { from: number; to: number }, expected: string): Slip {
  return { at: from, to, expected }
}

/** Children of a node, in order, without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child)
  }
  return children
}

/**
 * Children between commas, but for those of a comprehension's `for a, b in`. A part is empty where
 * nothing stands between two commas, as behind a last one.
 */
export function partsOf(children: SyntaxNode[]): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]]
  let targets = false
  for (const child of children) {
    if (child.name === ',' && !targets) parts.push([])
    else parts.at(-1)!.push(child)
    if (child.name === 'for' || child.name === 'in') targets = child.name === 'for'
  }
  return parts
}
