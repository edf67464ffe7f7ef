import { setupBounds } from '../effort/pass-plan.ts'
import { median } from '../run/median.ts'
import type { Warning } from '../run/run.ts'
import { bimodalWarning, spread } from './bimodality.ts'
import { driftWarning } from './drift.ts'

/** What the stability of a block's benchmarks is judged by. */
export interface StabilityInput {
  /** The benchmark, in one of its uses. */
  id: string
  /** Cost per operation in seconds or bytes, `[process][pass]`. */
  samples: (number | null)[][]
  /** Operations between two readings of the clock; `null` where none is read. */
  operations: number | null
}

/** Batches shorter than this many clock ticks cannot be timed to a percent. */
const leastTicks = 100

/**
 * Signs that a benchmark's samples deserve less trust, by benchmark id: processes, set-ups or passes
 * that fall into two clusters (memory layout, hash seed, a cache that fills), passes that drift
 * alike in most processes, batches near the clock's resolution (seconds).
 *
 * What the members of a block do in common is the machine changing speed; ratios are free of it, so
 * it is divided out (by each pass's median over the block) before clusters and drifts are
 * looked for. `setups` is how often each process set the block up. Thresholds are ours; the kinds are
 * those of pyperf and of Kalibera & Jones (2013).
 */
export function stabilityWarnings(
  block: StabilityInput[],
  setups: number,
  clockResolution: number,
): Map<string, Warning[]> {
  const common = commonSpeed(block)
  const spreads = block.map(({ samples }) => spread(samples.flat().filter(isPositive).map(Math.log)))
  return new Map(
    block.map(({ id, samples, operations }, member) => {
      const costs = samples.flat().filter(isPositive)
      if (costs.length === 0) return [id, []]
      const relative = samples
        .map((passes, p) => passes.map((s, i) => (isPositive(s) ? Math.log(s) - common[p]![i]! : null)))
        .map((passes) => bySetup(passes, setups))
        .filter((parts) => parts.length > 0)
      // In a block of two, what one does shows in both against their middle: the restless one it is.
      const others = spreads.filter((_, other) => other !== member)
      const isRestless = others.length === 0 || spreads[member]! > 1.25 * median(others)
      const warnings = [
        operations === null ? null : clockWarning(median(costs) * operations, clockResolution),
        bimodalWarning(relative, isRestless),
        driftWarning(relative),
      ]
      return [id, warnings.filter((warning) => warning !== null)]
    }),
  )
}

/** The passes of a process by set-up, as its plan spread them, without those that are missing. */
function bySetup(passes: (number | null)[], setups: number): number[][] {
  const bounds = setupBounds(passes.length, setups)
  return bounds
    .map((from, setup) => passes.slice(from, bounds[setup + 1]).filter((pass) => pass !== null))
    .filter((part) => part.length > 0)
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
