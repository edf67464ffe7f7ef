// Ratios with 95 % intervals, estimated as the rulebook's figures are, from logarithms of independent processes.

import { meanDifference } from '../../packages/distiller/dist/compare/welch.js'
import { meanInterval } from '../../packages/distiller/dist/evidence/statistics.js'

/** A ratio from paired observations: one logarithm of the ratio a process. */
export function pairedRatio(logs) {
  const { mean, low, high } = meanInterval(logs)
  return { ratio: Math.exp(mean), halfWidth: Math.expm1((high - low) / 2) }
}

/** The ratio of two benchmarks sampled apart: one logarithm of the cost a process. */
export function unpairedRatio(a, b) {
  const { difference, low, high } = meanDifference(b, a)
  return { ratio: Math.exp(difference), halfWidth: Math.expm1((high - low) / 2) }
}

/** Logarithm of how many times one ratio is another. */
export function apart(x, y) {
  return Math.log(x.ratio / y.ratio)
}

/** Half the 95 % interval of that logarithm, of two independent ratios: nearer than this they cannot be told apart. */
export function reach(x, y) {
  return Math.hypot(Math.log1p(x.halfWidth), Math.log1p(y.halfWidth))
}

export function geometric(values) {
  return Math.exp(mean(values.map(Math.log)))
}

export function mean(values) {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}
