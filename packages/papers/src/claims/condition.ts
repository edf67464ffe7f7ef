import { decimalCommaMessage, withPoints } from '../frontmatter/typed-number.ts'
import type { NumberKind } from '../kinds.ts'
import type { Condition } from '../paper.ts'
import { parseQuantity, unitsOf } from './quantity.ts'

/** A condition, or what is wrong with it. */
export type ConditionResult = { condition: Condition } | { problem: string }

/** Parse when a claim holds: one comparison (`> 10`), or two joined by `and` (`> 2 and < 4`). */
export function parseCondition(source: string, kind: NumberKind): ConditionResult {
  const pointed = withPoints(source)
  if (pointed !== source) {
    const sign = /^\s*\d/.test(source) ? '> ' : ''
    return { problem: decimalCommaMessage(source, `"${sign}${pointed.trim()}"`) }
  }
  const condition: Condition = { source, low: null, high: null }
  for (const part of source.split(/\s+and\s+/)) {
    const match = /^\s*(>=|<=|>|<|≥|≤)\s*(.+?)\s*$/.exec(part)
    if (!match) {
      const fix = /^\s*\d/.test(part) ? `write "> ${part.trim()}"` : 'begin it with >, <, >= or <='
      return { problem: `Unexpected condition “${source}”, expected a comparison such as "> 10"; ${fix}` }
    }
    const value = parseQuantity(match[2]!, kind)
    if (value === null) {
      return {
        problem: `Unexpected quantity “${match[2]}” for a ${kind}, expected a number in ${unitsOf(kind)}; mend the number or \`as\``,
      }
    }
    const bound = { value, inclusive: /[=≥≤]/.test(match[1]!) }
    const side = /[>≥]/.test(match[1]!) ? 'low' : 'high'
    if (condition[side])
      return {
        problem: `Unexpected second ${side === 'low' ? 'lower' : 'upper'} bound in “${source}”, expected one; remove the other`,
      }
    condition[side] = bound
  }
  if (condition.low && condition.high && condition.low.value >= condition.high.value) {
    return {
      problem: `Unexpected condition “${source}”, which nothing can meet; expected the lower bound below the upper; mend one of them`,
    }
  }
  return { condition }
}
