import type { Condition, Expression } from '../paper.ts'

/** An open interval; of a constant, both ends are its value. */
interface Range {
  low: number
  high: number
}

const anything: Range = { low: -Infinity, high: Infinity }

/**
 * What a condition says of an expression whatever is measured: `always` and `never` when no
 * measurement could change it, else `sometimes`. Costs are positive, so `a / b` is, and `1 - a / b`
 * is below 1; benchmarks are taken as independent of each other, so `sometimes` may be too careful.
 */
export function holdsOf(expression: Expression, { low, high }: Condition): 'always' | 'never' | 'sometimes' {
  const range = rangeOf(expression)
  if ((low === null || low.value <= range.low) && (high === null || high.value >= range.high)) return 'always'
  const tooHigh = low !== null && low.value >= range.high
  return tooHigh || (high !== null && high.value <= range.low) ? 'never' : 'sometimes'
}

function rangeOf(expression: Expression): Range {
  switch (expression.type) {
    case 'number':
      return { low: expression.value, high: expression.value }
    case 'benchmark':
      return { low: 0, high: Infinity }
    case 'negate': {
      const { low, high } = rangeOf(expression.operand)
      return { low: -high, high: -low }
    }
    case 'binary': {
      const [left, right] = [rangeOf(expression.left), rangeOf(expression.right)]
      switch (expression.operator) {
        case '+':
          return { low: left.low + right.low, high: left.high + right.high }
        case '-':
          return { low: left.low - right.high, high: left.high - right.low }
        case '*':
          return product(left, right)
        case '/':
          return right.low < 0 && right.high > 0 ? anything : product(left, inverse(right))
      }
    }
  }
}

/** Of an interval on one side of zero. */
function inverse({ low, high }: Range): Range {
  const [one, other] = [1 / Math.abs(high), 1 / Math.abs(low)]
  return low < 0 ? { low: -one, high: -other } : { low: one, high: other }
}

function product(a: Range, b: Range): Range {
  // 0 × ∞ is 0: the other corners tell how far such a product goes.
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((x) => x || 0)
  return { low: Math.min(...corners), high: Math.max(...corners) }
}
