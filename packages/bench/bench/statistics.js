// Estimates and 95 % intervals of ratios, from logarithms of independent processes.

/** Quantiles 0.975 of Student's t by degrees of freedom; between two of them the wider is taken. */
const quantiles = {
  1: 12.71,
  2: 4.303,
  3: 3.182,
  4: 2.776,
  5: 2.571,
  6: 2.447,
  7: 2.365,
  8: 2.306,
  9: 2.262,
  10: 2.228,
  12: 2.179,
  15: 2.131,
  20: 2.086,
  30: 2.042,
  60: 2.0,
}

function quantile(freedom) {
  const known = Object.keys(quantiles).map(Number)
  return quantiles[known.filter((n) => n <= freedom).at(-1) ?? 1]
}

/** A ratio from paired observations: one logarithm of the ratio a process. */
export function estimate(logs) {
  const spread = quantile(logs.length - 1) * Math.sqrt(variance(logs) / logs.length)
  return { ratio: Math.exp(mean(logs)), halfWidth: Math.expm1(spread) }
}

/** A ratio from unpaired observations: one logarithm of the cost a process (Welch 1947). */
export function welch(a, b) {
  const [va, vb] = [variance(a) / a.length, variance(b) / b.length]
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1))
  const spread = quantile(Math.floor(freedom)) * Math.sqrt(va + vb)
  return { ratio: Math.exp(mean(a) - mean(b)), halfWidth: Math.expm1(spread) }
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

function variance(values) {
  const center = mean(values)
  return values.reduce((sum, x) => sum + (x - center) ** 2, 0) / (values.length - 1)
}
