import { median } from './median.ts'
import type { Warning } from './run.ts'

/** What the stability of a block's benchmarks is judged by. */
export interface StabilityInput {
  id: string
  /** Cost per operation in seconds or bytes, `[process][pass]`. */
  samples: (number | null)[][]
  /** Operations between two readings of the clock; `null` where none is read. */
  operations: number | null
}

/** Batches shorter than this many clock ticks cannot be timed to a percent. */
const leastTicks = 100
/** Gap between two clusters of processes, on the log scale, that is worth a warning. */
const clusterGap = Math.log(1.15)
/** Change from the first to the last quarter of a process's passes that counts as a drift. */
const driftShare = Math.log(1.1)

/**
 * Signs that a benchmark's samples deserve less trust, by benchmark id: processes that fall into
 * two clusters (memory layout, hash seed), passes that drift alike in most processes, batches near
 * the clock's resolution (seconds).
 *
 * What the members of a block do in common is the machine changing speed; ratios are free of it, so
 * it is divided out (by each pass's median over the block) before clusters and drifts are
 * looked for. Thresholds are ours; the kinds are those of pyperf and of Kalibera & Jones (2013).
 */
export function stabilityWarnings(block: StabilityInput[], clockResolution: number): Map<string, Warning[]> {
  const common = commonSpeed(block)
  return new Map(
    block.map(({ id, samples, operations }) => {
      const costs = samples.flat().filter(isPositive)
      if (costs.length === 0) return [id, []]
      const relative = samples
        .map((passes, p) => passes.map((s, i) => (isPositive(s) ? Math.log(s) - common[p]![i]! : null)))
        .map((passes) => passes.filter((s) => s !== null))
        .filter((passes) => passes.length > 0)
      const warnings = [
        operations === null ? null : clockWarning(median(costs) * operations, clockResolution),
        bimodalWarning(relative.map(median)),
        driftWarning(relative),
      ]
      return [id, warnings.filter((warning) => warning !== null)]
    }),
  )
}

/** How slow each pass was against the block's usual, as a logarithm, `[process][pass]`. */
function commonSpeed(block: StabilityInput[]): number[][] {
  const usual = block.map(({ samples }) => {
    const logs = samples.flat().filter(isPositive).map(Math.log)
    return logs.length > 0 ? median(logs) : 0
  })
  return block[0]!.samples.map((passes, process) =>
    passes.map((_, pass) => {
      const logs = block.flatMap(({ samples }, member) => {
        const sample = samples[process]?.[pass]
        return isPositive(sample) ? [Math.log(sample) - usual[member]!] : []
      })
      return logs.length > 0 ? median(logs) : 0
    }),
  )
}

function isPositive(sample: number | null | undefined): sample is number {
  return typeof sample === 'number' && sample > 0
}

function clockWarning(batch: number, resolution: number): Warning | null {
  const ticks = batch / resolution
  if (ticks >= leastTicks) return null
  return { code: 'clock-resolution', message: `what is timed lasts ${ticks.toPrecision(2)} clock ticks` }
}

/** Two clusters of at least two processes each, whose gap dwarfs the spread inside them. Logarithms. */
function bimodalWarning(medians: number[]): Warning | null {
  const logs = [...medians].sort((a, b) => a - b)
  let best = { gap: 0, at: 0 }
  for (let at = 2; at <= logs.length - 2; at++) {
    const gap = logs[at]! - logs[at - 1]!
    if (gap > best.gap) best = { gap, at }
  }
  const inside = Math.max(logs[best.at - 1]! - logs[0]!, logs.at(-1)! - logs[best.at]!)
  if (best.gap < clusterGap || best.gap < 2 * inside) return null
  const apart = Math.exp(best.gap).toPrecision(3)
  return {
    code: 'bimodal',
    message: `${best.at} of ${logs.length} processes are ${apart}× faster or more than the others, against the rest of the block`,
  }
}

/** The passes of most processes move in one direction from the first quarter to the last. Logarithms. */
function driftWarning(processes: number[][]): Warning | null {
  const changes = processes
    .filter((passes) => passes.length >= 8)
    .map((passes) => {
      const quarter = Math.floor(passes.length / 4)
      return median(passes.slice(-quarter)) - median(passes.slice(0, quarter))
    })
  if (changes.length < 2) return null
  const typical = median(changes)
  const agreeing = changes.filter((change) => Math.sign(change) === Math.sign(typical)).length
  if (Math.abs(typical) < driftShare || agreeing < 0.8 * changes.length) return null
  const percent = Math.round(Math.abs(Math.expm1(typical)) * 100)
  return {
    code: 'drifting',
    message: `samples ${typical > 0 ? 'rise' : 'fall'} by ${percent} % within a process, against the rest of the block`,
  }
}
