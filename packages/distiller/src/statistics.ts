import jstat from 'jstat'

/** Middle value; the mean of the two middle ones for an even count. `NaN` for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A mean with its two-sided 95 % confidence bounds. */
export interface MeanInterval {
  mean: number
  low: number
  high: number
}

/**
 * 95 % confidence interval of the mean by Student's t over independent observations, one a
 * process: within a process, passes share memory layout and hash seed, so only processes are
 * independent (Georges, Buytaert & Eeckhout 2007; Kalibera & Jones 2013). `null` for fewer than two
 * observations.
 */
export function studentInterval(observations: readonly number[]): MeanInterval | null {
  const n = observations.length
  if (n < 2) return null
  const mean = observations.reduce((sum, x) => sum + x, 0) / n
  const variance = observations.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)
  const half = jstat.jStat.studentt.inv(0.975, n - 1) * Math.sqrt(variance / n)
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
