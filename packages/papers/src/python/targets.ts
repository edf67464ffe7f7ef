import type { SyntaxNode } from '@lezer/common'
import { childrenOf, partsOf, type Slip, slip } from './syntax-slip.ts'

/** Something that cannot be assigned to, updated or deleted, or a `*` that unpacks into nothing. */
export const targetSlips: Record<string, (node: SyntaxNode) => Slip | null> = {
  AssignStatement: (node) => assignmentSlip(childrenOf(node)),
  UpdateStatement: (node) => {
    const children = childrenOf(node)
    const targets = children.slice(
      0,
      children.findIndex(({ name }) => name === 'UpdateOp'),
    )
    return targets.length === 1
      ? singleSlip(targets[0]!)
      : slip(node, 'one name, attribute or item to update')
  },
  DeleteStatement: (node) => targetSlip(childrenOf(node).slice(1), false),
  NamedExpression: ({ firstChild }) =>
    firstChild && firstChild.name !== 'VariableName' ? slip(firstChild, 'a name before :=') : null,
  ExpressionStatement: (node) => loneStar(childrenOf(node)),
  ReturnStatement: (node) => loneStar(childrenOf(node).slice(1)),
  ParenthesizedExpression: (node) => loneStar(childrenOf(node).slice(1, -1)),
  ForStatement: loopSlip,
  ArgList: loopSlip,
  ComprehensionExpression: loopSlip,
  ArrayComprehensionExpression: loopSlip,
  SetComprehensionExpression: loopSlip,
  DictionaryComprehensionExpression: loopSlip,
}

function assignmentSlip(children: SyntaxNode[]): Slip | null {
  let targets: SyntaxNode[] = []
  for (const child of children) {
    if (child.name === 'TypeDef') {
      if (targets.length !== 1) return slip(child, 'one name before an annotation')
      const found = singleSlip(targets[0]!)
      if (found) return found
    } else if (child.name === 'AssignOp') {
      const found = targetSlip(targets, true)
      if (found) return found
      targets = []
    } else targets.push(child)
  }
  return loneStar(targets)
}

/** `for` up to its `in`, in a loop or a comprehension. */
function loopSlip(node: SyntaxNode): Slip | null {
  const children = childrenOf(node)
  for (const [index, child] of children.entries()) {
    if (child.name !== 'for') continue
    const end = children.findIndex(({ name }, at) => at > index && name === 'in')
    const found = end === -1 ? null : targetSlip(children.slice(index + 1, end), true)
    if (found) return found
  }
  return null
}

/** The first of several targets that cannot be assigned to; `stars` says whether `*rest` can stand among them. */
function targetSlip(targets: SyntaxNode[], stars: boolean): Slip | null {
  for (const part of partsOf(targets)) {
    const [first] = part
    if (!first || part.some(({ type }) => type.isError)) continue
    const starred = first.name === '*'
    const [target, ...others] = starred ? part.slice(1) : part
    if ((starred && !stars) || !target || others.length > 0)
      return slip(first, 'a name, an attribute or an item')
    const found = oneTargetSlip(target, stars)
    if (found) return found
  }
  return null
}

function oneTargetSlip(target: SyntaxNode, stars: boolean): Slip | null {
  switch (target.name) {
    case 'VariableName':
    case 'MemberExpression':
      return null
    case 'ParenthesizedExpression':
      return targetSlip(childrenOf(target).slice(1, -1), false)
    case 'TupleExpression':
    case 'ArrayExpression':
      return targetSlip(childrenOf(target).slice(1, -1), stars)
    default:
      return slip(target, 'a name, an attribute or an item to assign to')
  }
}

function singleSlip(target: SyntaxNode): Slip | null {
  if (target.name === 'TupleExpression' || target.name === 'ArrayExpression')
    return slip(target, 'one name, attribute or item')
  return target.type.isError ? null : oneTargetSlip(target, false)
}

function loneStar(children: SyntaxNode[]): Slip | null {
  const [first] = children
  const lone = first?.name === '*' && !children.some(({ name }) => name === ',')
  return lone ? slip(first, 'a comma behind what is unpacked') : null
}
