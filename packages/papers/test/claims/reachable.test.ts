import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DomainBenchmarks } from '../../src/catalogue-view.ts'
import { parseCondition } from '../../src/claims/condition.ts'
import { parseExpression } from '../../src/claims/expression.ts'
import { holdsOf } from '../../src/claims/reachable-values.ts'
import type { ClaimKind } from '../../src/index.ts'
import type { Expression } from '../../src/paper.ts'
import { catalogue } from '../catalogue.ts'

const known = new DomainBenchmarks(catalogue, 'demo-domain')

function read(source: string, kind: Exclude<ClaimKind, 'rank'>, holds: string) {
  const parsed = parseExpression(source, kind, known)
  const condition = parseCondition(holds, kind)
  if (!('expression' in parsed) || !('condition' in condition)) throw new Error(`${source} ${holds}`)
  return { expression: parsed.expression, condition: condition.condition }
}

test.each<[string, Exclude<ClaimKind, 'rank'>, string, string]>([
  ['slow / fast', 'ratio', '> -10', 'always'],
  ['slow / fast', 'ratio', '> 0', 'always'],
  ['slow / fast', 'ratio', '>= 0', 'always'],
  ['slow / fast', 'ratio', '< 0', 'never'],
  ['slow / fast', 'ratio', '> -2 and < -1', 'never'],
  ['slow / fast', 'ratio', '> 0.1', 'sometimes'],
  ['slow / fast', 'ratio', '> 0 and < 2', 'sometimes'],
  ['2 * slow / (fast + slow)', 'ratio', '> 0', 'always'],
  ['1 + slow / fast', 'ratio', '> 1', 'always'],
  ['1 + slow / fast', 'ratio', '< 1', 'never'],
  ['slow / -fast', 'ratio', '< 0', 'always'],
  ['slow / (0 * fast - slow)', 'ratio', '< 0', 'always'],
  ['slow', 'time', '> 0 s', 'always'],
  ['heavy', 'size', '> -1 B', 'always'],
  ['slow / fast', 'count', '> -1', 'always'],
  ['1 - fast / slow', 'saving', '< 100%', 'always'],
  ['1 - fast / slow', 'saving', '> 0%', 'sometimes'],
  ['slow - fast', 'time', '> 0 s', 'sometimes'],
  ['slow / (slow - fast)', 'count', '> 0', 'sometimes'],
])('%s as %s %s: %s', (source, kind, holds, expected) => {
  const { expression, condition } = read(source, kind, holds)
  expect(holdsOf(expression, condition)).toBe(expected)
})

test('what is said to hold always or never does so for all costs', () => {
  const cost = fc.double({ min: 1e-9, max: 1e9, noNaN: true })
  const bound = fc.constantFrom(-2, -1, 0, 0.5, 1, 2)
  const leaf = fc.constantFrom<Expression>(
    { type: 'benchmark', id: 'slow' },
    { type: 'benchmark', id: 'fast' },
    { type: 'number', value: 1 },
    { type: 'number', value: 2 },
  )
  const { whole } = fc.letrec<{ whole: Expression }>((tie) => ({
    whole: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({ type: fc.constant('negate' as const), operand: tie('whole') }),
      fc.record({
        type: fc.constant('binary' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
        left: tie('whole'),
        right: tie('whole'),
      }),
    ),
  }))
  fc.assert(
    fc.property(whole, bound, fc.boolean(), cost, cost, (expression, value, above, slow, fast) => {
      const side = { value, inclusive: true }
      const condition = { source: '', low: above ? side : null, high: above ? null : side }
      const said = holdsOf(expression, condition)
      const measured = evaluate(expression, { slow, fast })
      fc.pre(Number.isFinite(measured) && said !== 'sometimes')
      // At the bound itself rounding decides, and zero times a cost stays there.
      if (measured === value) return
      expect(above ? measured > value : measured < value).toBe(said === 'always')
    }),
    { numRuns: 500, maxSkipsPerRun: 1000 },
  )
})

function evaluate(expression: Expression, costs: Record<string, number>): number {
  switch (expression.type) {
    case 'number':
      return expression.value
    case 'benchmark':
      return costs[expression.id]!
    case 'negate':
      return -evaluate(expression.operand, costs)
    case 'binary': {
      const [left, right] = [evaluate(expression.left, costs), evaluate(expression.right, costs)]
      const { operator } = expression
      if (operator === '+') return left + right
      if (operator === '-') return left - right
      return operator === '*' ? left * right : left / right
    }
  }
}
