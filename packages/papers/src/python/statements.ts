import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common'
import { argumentSlip, parameterSlip } from './arguments.ts'
import { childrenOf, partsOf, type Slip, slip } from './syntax-slip.ts'
import { targetSlips } from './targets.ts'
import { nameSlip, numberSlip } from './words.ts'

/** What the grammar takes and Python does not, by node. */
const slips: Record<string, (node: SyntaxNode, source: string) => Slip | null> = {
  ...targetSlips,
  ArgList: (node, source) => argumentSlip(node, source) ?? targetSlips.ArgList!(node),
  ParamList: parameterSlip,
  Number: numberSlip,
  VariableName: nameSlip,
  PropertyName: nameSlip,
  MemberExpression: ({ firstChild: object }, source) => {
    const glued =
      object?.name === 'Number' && /^[\d_]+\.(?!e[+-]?\d|j\b)[a-z_]/i.test(source.slice(object.from))
    return glued ? slip(object, 'a number in parentheses') : null
  },
  TryStatement: (node) => {
    const clauses = childrenOf(node)
    const names = new Set(clauses.map(({ name }) => name))
    const [except] = clauses.filter(({ name }) => name === 'except')
    const bare = clauses.findIndex(({ name }, at) => name === 'except' && clauses[at + 1]?.name === 'Body')
    if (!except && (!names.has('finally') || names.has('else')))
      return slip({ from: node.to, to: node.to }, 'except below try')
    if (bare !== -1 && clauses.slice(bare + 1).some(({ name }) => name === 'except'))
      return slip(clauses[bare]!, 'the bare except behind the others')
    const comma = clauses.find(({ name }) => name === ',')
    return comma ? slip(comma, 'as, or parentheses around several exceptions') : null
  },
  BinaryExpression: (node, source) => {
    const operator = childrenOf(node).find(({ from, to }) => source.slice(from, to) === '<>')
    return operator ? slip(operator, '!=') : null
  },
  RaiseStatement: (node) => {
    const comma = childrenOf(node).find(({ name }) => name === ',')
    return comma ? slip(comma, 'parentheses around what is raised, as in raise E("x")') : null
  },
  ImportStatement: (node) => {
    const children = childrenOf(node)
    if (children[0]?.name !== 'from') return null
    const imported = children.slice(children.findIndex(({ name }) => name === 'import') + 1)
    const dot = imported.find(({ name }) => name === '.')
    if (dot) return slip(dot, 'a name without points behind import')
    const [first] = imported
    const open = first && first.name !== '(' && partsOf(imported).at(-1)!.length === 0
    return open ? slip(imported.at(-1)!, 'no comma at the end, or parentheses') : null
  },
  StatementGroup: (node) => {
    const children = childrenOf(node)
    const second = children.find(({ name }, at) => name === ';' && children[at - 1]?.name === ';')
    return second ? slip(second, 'one semicolon between statements') : null
  },
}

const byName = new Map(Object.entries(slips))

/** Where a node of the tree is no Python although the grammar takes it. */
export function findSlip(node: SyntaxNodeRef, source: string): Slip | null {
  const find = byName.get(node.name)
  return find ? find(node.node, source) : null
}
