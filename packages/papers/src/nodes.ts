import type { Nodes } from 'mdast'

/** Nodes of one type, in the order of the text. */
export type NodesOf = <Type extends Nodes['type']>(type: Type) => Extract<Nodes, { type: Type }>[]

/**
 * The nodes of a tree by type, found in one walk: looking for each anew costs as much as reading
 * the frontmatter.
 */
export function nodesByType(tree: Nodes): NodesOf {
  const found = new Map<string, Nodes[]>()
  const walk = (node: Nodes): void => {
    const others = found.get(node.type)
    if (others) others.push(node)
    else found.set(node.type, [node])
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(tree)
  return <Type extends Nodes['type']>(type: Type) =>
    (found.get(type) ?? []) as Extract<Nodes, { type: Type }>[]
}
