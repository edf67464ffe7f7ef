import type { Benchmark, Block, Run } from '@rulebook/bench'
import type { Expression } from '@rulebook/papers'
import { kindOf, type NumberKind } from '@rulebook/papers/kinds'
import type { Estimate } from './evidence.ts'
import { logScale, meanInterval, median, plainScale, remainderScale, type Scale } from './statistics.ts'

/** The block of a run that holds all the given benchmarks, or `null`. */
export function blockWith(run: Run, benchmarks: readonly string[]): Block | null {
  const holds = (block: Block) => benchmarks.every((id) => block.benchmarks.some((b) => b.id === id))
  return run.blocks.find(holds) ?? null
}

/** Values up to which squares, and their sums, are finite. */
const largestSquared = 1e150

/**
 * One observation a process: the median over its passes of `value`, which sees the samples of one
 * pass by benchmark id. Passes with a missing sample, values of which no sum of squares is finite, and
 * processes that the machine disturbed are passed over.
 */
export function observe(
  block: Block,
  benchmarks: readonly string[],
  value: (sample: (id: string) => number) => number,
): { observations: number[]; samples: number } {
  const members = new Map<string, Benchmark>(block.benchmarks.map((b) => [b.id, b]))
  const used = benchmarks.map((id) => members.get(id)!)
  const observations: number[] = []
  let samples = 0
  for (const [process, { disturbed }] of block.processes.entries()) {
    if (disturbed) continue
    const values: number[] = []
    const passes = Math.max(0, ...used.map((b) => b.samples[process]?.length ?? 0))
    for (let pass = 0; pass < passes; pass++) {
      if (used.some((b) => typeof b.samples[process]?.[pass] !== 'number')) continue
      const result = value((id) => members.get(id)!.samples[process]![pass]!)
      if (Math.abs(result) <= largestSquared) {
        values.push(result)
        samples += used.length
      }
    }
    if (values.length > 0) observations.push(median(values))
  }
  return { observations, samples }
}

/** The value of an expression, given what each benchmark cost. */
export function evaluate(expression: Expression, cost: (id: string) => number): number {
  switch (expression.type) {
    case 'number':
      return expression.value
    case 'benchmark':
      return cost(expression.id)
    case 'negate':
      return -evaluate(expression.operand, cost)
    case 'binary': {
      const left = evaluate(expression.left, cost)
      const right = evaluate(expression.right, cost)
      if (expression.operator === '+') return left + right
      if (expression.operator === '-') return left - right
      return expression.operator === '*' ? left * right : left / right
    }
  }
}

/** Bounds go no further than this: where few observations lie far apart, no number could hold them. */
const furthest = 1e308

/**
 * Estimate with interval from observations, one a process: on the log scale for ratios, shares, times,
 * sizes and counts when all are positive; on that of what remains for savings below one; else as
 * they are. All of it is finite. `null` for fewer than two observations.
 */
export function estimateOf(observations: number[], samples: number, kind: NumberKind): Estimate | null {
  const scale = scaleFor(observations, kind)
  const interval = meanInterval(observations.map(scale.to))
  if (!interval) return null
  const [first] = observations
  if (observations.every((x) => x === first)) {
    // Sizes repeat exactly; going through a scale and back would lose the last bit.
    return { value: first!, interval: [first!, first!], processes: observations.length, samples }
  }
  const finite = (x: number) => Math.max(-furthest, Math.min(scale.from(x), furthest))
  return {
    value: finite(interval.mean),
    interval: [finite(interval.low), finite(interval.high)],
    processes: observations.length,
    samples,
  }
}

function scaleFor(observations: number[], kind: NumberKind): Scale {
  if (kindOf(kind).scale === 'remainder')
    return observations.every((p) => p < 1) ? remainderScale : plainScale
  return observations.every((x) => x > 0) ? logScale : plainScale
}
