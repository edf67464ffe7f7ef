import { type Document, isMap, isNode, isScalar, type Node } from 'yaml'

/** Finds the place of any part of the frontmatter. */
export interface Locator {
  /** Offset in the file of the value (or key) at a path; of the nearest parent that exists. */
  at: (path: readonly PropertyKey[], part?: 'key' | 'value') => number
  /** Offset in the file of the first character of a scalar's text, inside its quotes. */
  textAt: (path: readonly PropertyKey[]) => number
}

/** `start` is the offset in the file of the document's first character. */
export function locator(document: Document, start: number): Locator {
  const find = (path: readonly PropertyKey[], part: 'key' | 'value'): Node | null => {
    for (let length = path.length; length >= 0; length--) {
      if (length === path.length && part === 'key' && length > 0) {
        const parent = document.getIn(path.slice(0, -1), true)
        const pair = isMap(parent)
          ? parent.items.find((p) => isScalar(p.key) && p.key.value === path.at(-1))
          : undefined
        if (pair && isNode(pair.key)) return pair.key
      }
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node)) return node
    }
    return null
  }
  return {
    at: (path, part = 'value') => start + (find(path, part)?.range?.[0] ?? 0),
    textAt: (path) => {
      const node = find(path, 'value')
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
      return start + (node?.range?.[0] ?? 0) + (quoted ? 1 : 0)
    },
  }
}
