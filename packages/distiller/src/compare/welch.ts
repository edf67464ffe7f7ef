import { trimmedMean } from '../evidence/statistics.ts'
import { studentCdf, studentQuantile } from '../evidence/student-t.ts'

/** A difference of two means with its two-sided 95 % confidence bounds. */
export interface MeanDifference {
  /** Trimmed mean of the second less that of the first. */
  difference: number
  low: number
  high: number
  /** Probability of a difference at least so large when there is none. */
  p: number
}

/**
 * Difference of the trimmed means of two sets of independent observations that may spread differently,
 * by Welch's t with Satterthwaite's degrees of freedom (Welch 1947; for trimmed means Yuen 1974). `null`
 * for fewer than two observations on a side.
 */
export function meanDifference(before: readonly number[], after: readonly number[]): MeanDifference | null {
  const [first, second] = [trimmedMean(before), trimmedMean(after)]
  if (!first || !second) return null
  const difference = second.mean - first.mean
  const squared = first.squaredError + second.squaredError
  if (squared === 0) return { difference, low: difference, high: difference, p: difference === 0 ? 1 : 0 }
  const freedom =
    squared ** 2 / (first.squaredError ** 2 / first.freedom + second.squaredError ** 2 / second.freedom)
  const error = Math.sqrt(squared)
  const half = studentQuantile(0.975, freedom) * error
  const p = 2 * studentCdf(-Math.abs(difference) / error, freedom)
  return { difference, low: difference - half, high: difference + half, p }
}

/**
 * Probabilities adjusted for being many, in the order given: when nothing differs, one of them in all
 * falls below 0.05 in at most 5 of 100 families (Holm 1979). Holds for dependent comparisons too.
 */
export function adjustForMany(probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, index) => index).sort((a, b) => probabilities[a]! - probabilities[b]!)
  const adjusted = new Array<number>(probabilities.length)
  let least = 0
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, probabilities[index]! * (probabilities.length - rank)))
    adjusted[index] = least
  }
  return adjusted
}
