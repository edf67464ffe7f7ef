import type { DomainBenchmarks } from '../catalogue-view.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { ExpressionProblem } from './expression-problem.ts'

/** Names joined by hyphens, as claims and rules are written; in an expression that is a subtraction. */
const hyphenated = /(?<![\w-])[A-Za-z_]\w*(?:-\w+)+(?![\w-])/g

/**
 * `run-until-complete` is three unknown benchmarks to the parser, and one written with hyphens to its
 * author: tell it once. A subtraction of names of which the suite has one is left as it is.
 */
export function replaceHyphenated(
  problems: ExpressionProblem[],
  source: string,
  known: DomainBenchmarks,
): ExpressionProblem[] {
  return [...source.matchAll(hyphenated)].reduce((left, { 0: found, index }) => {
    const name = found.replaceAll('-', '_')
    const exact = known.get(name) !== undefined
    const hint = exact ? `; did you mean ${name}?` : didYouMean(name, known.names)
    const end = index + found.length
    const inside = ({ rule, at }: ExpressionProblem) =>
      (rule === 'unknown-benchmark' || rule === 'expression-syntax') && at >= index && at < end
    const replaced = left.filter(inside)
    // Words such as `in` and `for` break the syntax off before any name is looked up.
    const all = replaced.some(({ rule }) => rule === 'expression-syntax') || replaced.length >= namesIn(found)
    if (hint === '' || replaced.length === 0 || !(exact || all)) return left
    const message = `Unexpected “${found}”, which subtracts, expected the name of a benchmark, written with _${hint}`
    return [
      ...left.filter((problem) => !inside(problem)),
      { rule: 'unknown-benchmark', at: index, to: end, message },
    ]
  }, problems)
}

function namesIn(text: string): number {
  return text.split('-').filter((part) => /^[A-Za-z_]/.test(part)).length
}
