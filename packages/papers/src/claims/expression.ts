import { type Expression as AcornExpression, type AnyNode, parse } from 'acorn'
import type { BenchmarkView, DomainBenchmarks } from '../catalogue-view.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { limits } from '../faults/limits.ts'
import { didYouMean } from '../faults/nearest.ts'
import { asLiterals, decimalCommaMessage, decimalCommas } from '../frontmatter/typed-number.ts'
import { kindOf, type NumberKind } from '../kinds.ts'
import type { Expression } from '../paper.ts'
import type { ExpressionProblem } from './expression-problem.ts'
import { replaceHyphenated } from './hyphenated-name.ts'

type Dimension = ReturnType<typeof kindOf>['dimension']

/**
 * Parse and check the expression of a claim: + - * / ( ), numbers and benchmark names, all of one
 * block, with units that fit. It is parsed by acorn, never evaluated as code. Returns either the
 * expression with the benchmarks it names, or every problem found. Of a claim whose `kind` nobody
 * knows, the unit of the whole is not checked.
 */
export function parseExpression(
  source: string,
  kind: NumberKind | null,
  known: DomainBenchmarks,
): { expression: Expression; benchmarks: BenchmarkView[] } | { problems: ExpressionProblem[] } {
  const problems: ExpressionProblem[] = []
  const whole = (rule: FaultRule, message: string) => ({
    problems: [{ rule, message, at: 0, to: source.length }],
  })
  if (source.length > limits.expression) {
    return whole(
      'expression-size',
      `Unexpected expression of ${source.length} characters, expected at most ${limits.expression}; simplify it`,
    )
  }
  for (const { at, to, meant } of decimalCommas(source)) {
    problems.push({
      rule: 'expression-syntax',
      message: decimalCommaMessage(source.slice(at, to), meant),
      at,
      to,
    })
  }
  const tree = parseTree(source)
  if ('problem' in tree) return { problems: replaceHyphenated([...problems, tree.problem], source, known) }

  const used = new Map<string, { benchmark: BenchmarkView; node: AnyNode }>()
  const report = (rule: FaultRule, node: AnyNode, message: string) => {
    problems.push({ rule, message, at: node.start, to: node.end })
    return null
  }

  function walk(node: AnyNode): { expression: Expression; dimension: Dimension } | null {
    switch (node.type) {
      case 'Literal':
        if (typeof node.value !== 'number' || !Number.isFinite(node.value)) break
        return { expression: { type: 'number', value: node.value }, dimension: { s: 0, B: 0 } }
      case 'Identifier': {
        const benchmark = known.get(node.name)
        if (!benchmark) {
          const hint = didYouMean(node.name, known.names)
          return report(
            'unknown-benchmark',
            node,
            `Unexpected benchmark “${node.name}”, expected one of the domain's suite${hint}`,
          )
        }
        if (!used.has(node.name)) used.set(node.name, { benchmark, node })
        const dimension = benchmark.unit === 's' ? { s: 1, B: 0 } : { s: 0, B: 1 }
        return { expression: { type: 'benchmark', id: benchmark.id }, dimension }
      }
      case 'UnaryExpression': {
        if (node.operator !== '-') break
        const inner = walk(node.argument)
        return (
          inner && { expression: { type: 'negate', operand: inner.expression }, dimension: inner.dimension }
        )
      }
      case 'BinaryExpression': {
        const { operator } = node
        if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') break
        const left = walk(node.left)
        const right = walk(node.right)
        if (!left || !right) return null
        const expression: Expression = {
          type: 'binary',
          operator,
          left: left.expression,
          right: right.expression,
        }
        const [a, b] = [left.dimension, right.dimension]
        if (operator === '*') return { expression, dimension: { s: a.s + b.s, B: a.B + b.B } }
        if (operator === '/' && constantValue(right.expression) === 0) {
          return report(
            'division-by-zero',
            node.right,
            'Unexpected division by zero, expected a benchmark or a number other than 0; mend the divisor',
          )
        }
        if (operator === '/') return { expression, dimension: { s: a.s - b.s, B: a.B - b.B } }
        if (a.s !== b.s || a.B !== b.B) {
          const verb = operator === '+' ? 'sum' : 'difference'
          return report(
            'unit-mismatch',
            node,
            `Unexpected ${verb} of ${words(a)} and ${words(b)}, expected both in one unit`,
          )
        }
        return { expression, dimension: a }
      }
    }
    return report(
      'expression-syntax',
      node,
      `Unexpected “${source.slice(node.start, node.end)}”, expected benchmark names, numbers, + - * / and parentheses`,
    )
  }

  const result = walk(tree.node)
  if (result && kind) {
    const wanted = kindOf(kind).dimension
    if (result.dimension.s !== wanted.s || result.dimension.B !== wanted.B) {
      report(
        'unit-mismatch',
        tree.node,
        `Unexpected value in ${words(result.dimension)}, expected ${words(wanted)} for \`as: ${kind}\``,
      )
    }
  }
  const [first, ...others] = used.values()
  if (!first && problems.length === 0) {
    report(
      'expression-constant',
      tree.node,
      'Unexpected constant, expected an expression over at least one benchmark',
    )
  }
  for (const { benchmark, node } of others) {
    if (benchmark.block === first!.benchmark.block) continue
    const [one, other] = [first!.benchmark, benchmark].map((b) => `${b.id.split('/')[1]} is in ${b.block}`)
    report(
      'different-blocks',
      node,
      `Unexpected benchmark of another block: ${one}, ${other}; expected one block, move a benchmark in the suite`,
    )
  }
  if (problems.length > 0 || !result) return { problems: replaceHyphenated(problems, source, known) }
  return { expression: result.expression, benchmarks: [...used.values()].map(({ benchmark }) => benchmark) }
}

function parseTree(source: string): { node: AcornExpression } | { problem: ExpressionProblem } {
  const problem = (message: string, at: number, to: number) => ({
    problem: { rule: 'expression-syntax' as const, message, at, to },
  })
  try {
    const { body } = parse(asLiterals(source), { ecmaVersion: 2021, onComment: () => refuseComment() })
    const [statement] = body
    if (body.length === 1 && statement?.type === 'ExpressionStatement') return { node: statement.expression }
    return problem(
      `Unexpected “${source}”, expected one arithmetic expression such as a / b`,
      0,
      source.length,
    )
  } catch (error) {
    const at = Math.min((error as { pos?: number }).pos ?? 0, source.length)
    const rest = source.slice(at).trim()
    const found = rest === '' ? 'end of the expression' : `“${rest.slice(0, 20)}”`
    return problem(`Unexpected ${found}, expected an arithmetic expression such as a / b`, at, source.length)
  }
}

/** The value of an expression without benchmarks; `null` for any other. */
function constantValue(expression: Expression): number | null {
  switch (expression.type) {
    case 'benchmark':
      return null
    case 'number':
      return expression.value
    case 'negate': {
      const operand = constantValue(expression.operand)
      return operand === null ? null : -operand
    }
    case 'binary': {
      const [left, right] = [constantValue(expression.left), constantValue(expression.right)]
      if (left === null || right === null) return null
      const { operator } = expression
      if (operator === '+') return left + right
      if (operator === '-') return left - right
      return operator === '*' ? left * right : left / right
    }
  }
}

function refuseComment(): never {
  throw Object.assign(new Error('comment'), { pos: 0 })
}

function words({ s, B }: Dimension): string {
  if (s === 0 && B === 0) return 'a plain number'
  const power = (unit: string, exponent: number) => (exponent === 1 ? unit : `${unit}^${exponent}`)
  const parts = [s !== 0 ? power('seconds', s) : '', B !== 0 ? power('bytes', B) : '']
  return parts.filter(Boolean).join('·')
}
