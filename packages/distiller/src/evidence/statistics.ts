import { studentQuantile } from './student-t.ts'

/** Middle value; the mean of the two middle ones for an even count. `NaN` for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : sorted[middle - 1]! / 2 + sorted[middle]! / 2
}

/** Share of the observations at each end that a trimmed mean leaves out. */
const trimmed = 0.15

/** A mean with what its error is known by. */
export interface TrimmedMean {
  mean: number
  /** Square of the standard error. */
  squaredError: number
  /** Degrees of freedom of the error. */
  freedom: number
}

/**
 * Mean without the lowest and highest 15 % of independent observations, its error from deviations in
 * which those count as the nearest ones kept (Tukey & McLaughlin 1963; Yuen 1974). On a shared machine now
 * and then a process is far off, and a plain mean would follow it. With six observations or fewer
 * nothing is left out: it is the plain mean, with Student's error. `null` for fewer than two.
 */
export function trimmedMean(observations: readonly number[]): TrimmedMean | null {
  const n = observations.length
  if (n < 2) return null
  const sorted = [...observations].sort((a, b) => a - b)
  const out = Math.floor(trimmed * n)
  const kept = sorted.slice(out, n - out)
  const [lowest, highest] = [kept[0]!, kept.at(-1)!]
  const pulledIn = sorted.map((x) => Math.min(Math.max(x, lowest), highest))
  const centre = average(pulledIn)
  const squares = pulledIn.reduce((sum, x) => sum + (x - centre) ** 2, 0)
  const freedom = kept.length - 1
  return { mean: average(kept), squaredError: squares / freedom / kept.length, freedom }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

/** A mean with its two-sided 95 % confidence bounds. */
export interface MeanInterval {
  mean: number
  low: number
  high: number
}

/**
 * 95 % confidence interval of the trimmed mean by Student's t over independent observations, one a
 * process: within a process, passes share memory layout and hash seed, so only processes are
 * independent (Georges, Buytaert & Eeckhout 2007; Kalibera & Jones 2013). `null` for fewer than two
 * observations.
 */
export function meanInterval(observations: readonly number[]): MeanInterval | null {
  const found = trimmedMean(observations)
  if (!found) return null
  const { mean, squaredError, freedom } = found
  const half = studentQuantile(0.975, freedom) * Math.sqrt(squaredError)
  return { mean, low: mean - half, high: mean + half }
}

/** A strictly monotonic change of scale, on which observations spread more evenly. */
export interface Scale {
  to: (value: number) => number
  from: (value: number) => number
}

/** Values as they are. */
export const plainScale: Scale = { to: (x) => x, from: (x) => x }
/** For what is positive by nature: errors are factors. */
export const logScale: Scale = { to: Math.log, from: Math.exp }
/** For shares saved: errors are factors of what remains. */
export const remainderScale: Scale = { to: (p) => -Math.log(1 - p), from: (x) => 1 - Math.exp(-x) }
