import { median } from '../run/median.ts'
import type { Warning } from '../run/run.ts'

/** Gap between two clusters, on the log scale, that is worth a warning. */
const leastGap = Math.log(1.15)
/** Values from which clusters of set-ups and passes are looked for, and the least share of each cluster. */
const leastValues = 12
const leastShare = 0.2
/**
 * Distance of two clusters in their spreads (Ashman, Bird & Zepf 1994) from which they are two. The
 * best cut of one normal cluster gives 2.7, of an even one 3.5.
 */
const leastDistance = 5

/**
 * Samples in two clusters: by process (hash seed), by set-up (memory layout), or from pass to pass.
 * `processes` are logarithms by process, set-up and pass, the block's common speed divided out.
 * `isRestless`: do the benchmark's own samples scatter more than those of the rest of its block?
 */
export function bimodalWarning(processes: number[][][], isRestless: boolean): Warning | null {
  if (!isRestless) return null
  const cut = clustersOfFew(processes.map((setups) => median(setups.flat())))
  if (cut) return warningOf(cut, 'processes')
  const setups = clustersOfMany(processes.flatMap((parts) => (parts.length > 1 ? parts.map(median) : [])))
  if (setups) return warningOf(setups, 'set-ups')
  const passes = clustersOfMany(processes.flat(2))
  return passes ? warningOf(passes, 'passes') : null
}

/** Mean distance from the median. */
export function spread(values: number[]): number {
  if (values.length === 0) return 0
  const middle = median(values)
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length
}

interface Cut {
  faster: number
  of: number
  /** On the log scale. */
  gap: number
}

/** Two clusters of at least two values each, whose gap dwarfs the spread inside them. */
function clustersOfFew(values: number[]): Cut | null {
  const logs = ascending(values)
  let best = { gap: 0, at: 0 }
  for (let at = 2; at <= logs.length - 2; at++) {
    const gap = logs[at]! - logs[at - 1]!
    if (gap > best.gap) best = { gap, at }
  }
  const inside = Math.max(logs[best.at - 1]! - logs[0]!, logs.at(-1)! - logs[best.at]!)
  if (best.gap < leastGap || best.gap < 2 * inside) return null
  return { faster: best.at, of: logs.length, gap: best.gap }
}

/** Two clusters that values between them do not hide, such as passes during which the mode changed. */
function clustersOfMany(values: number[]): Cut | null {
  if (values.length < leastValues) return null
  const logs = ascending(values)
  const at = bestCut(logs)
  const [low, high] = [logs.slice(0, at), logs.slice(at)]
  if (Math.min(low.length, high.length) < leastShare * logs.length) return null
  const gap = median(high) - median(low)
  const inside = Math.hypot(deviation(low), deviation(high)) / Math.SQRT2
  if (gap < leastGap || gap < leastDistance * inside) return null
  return { faster: low.length, of: logs.length, gap }
}

/** Where two clusters have the least squares within them (k-means with k = 2, exact in one dimension). */
function bestCut(sorted: number[]): number {
  const total = sorted.reduce((sum, x) => sum + x, 0)
  let below = 0
  let best = { between: -1, at: 1 }
  for (let at = 1; at < sorted.length; at++) {
    below += sorted[at - 1]!
    const difference = below / at - (total - below) / (sorted.length - at)
    const between = at * (sorted.length - at) * difference ** 2
    if (between > best.between) best = { between, at }
  }
  return best.at
}

/** Standard deviation as the median absolute deviation tells it, so that stray values do not count. */
function deviation(values: number[]): number {
  const middle = median(values)
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)))
}

function ascending(values: number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

function warningOf({ faster, of, gap }: Cut, what: string): Warning {
  const apart = Math.exp(gap).toPrecision(3)
  return {
    code: 'bimodal',
    message: `${faster} of ${of} ${what} are ${apart}× faster or more than the others, against the rest of the block`,
  }
}
