import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'

/** Nodes of one type, in the order of the text. */
export type NodesOf = <Type extends Nodes['type']>(type: Type) => Extract<Nodes, { type: Type }>[]

/**
 * The nodes of a tree by type, found in one walk: looking for each anew costs as much as reading
 * the frontmatter.
 */
export function nodesByType(tree: Nodes): NodesOf {
  const found = new Map<string, Nodes[]>()
  visit(tree, (node) => {
    const others = found.get(node.type)
    if (others) others.push(node)
    else found.set(node.type, [node])
  })
  return <Type extends Nodes['type']>(type: Type) =>
    (found.get(type) ?? []) as Extract<Nodes, { type: Type }>[]
}
