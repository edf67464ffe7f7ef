import type { Sampling } from './effort.ts'

/** One pass of a process. */
export interface PlannedPass {
  /** Set the block up anew before it? */
  renew: boolean
  /** Keep its samples? Those of a warm-up are dropped. */
  kept: boolean
}

/** The passes of a process in order, kept ones spread evenly over the set-ups. */
export function planPasses({ passes, warmupPasses, setups }: Omit<Sampling, 'processes'>): PlannedPass[] {
  const plan: PlannedPass[] = []
  const bounds = [...setupBounds(passes, setups), passes]
  for (let setup = 0; setup < setups; setup++) {
    const warmup = setup === 0 ? warmupPasses : Math.min(warmupPasses, 1)
    const kept = bounds[setup + 1]! - bounds[setup]!
    for (let pass = 0; pass < warmup + kept; pass++) {
      plan.push({ renew: setup > 0 && pass === 0, kept: pass >= warmup })
    }
  }
  return plan
}

/** Index of the first kept pass of each set-up. */
export function setupBounds(passes: number, setups: number): number[] {
  return Array.from({ length: setups }, (_, setup) => Math.floor((setup * passes) / setups))
}
