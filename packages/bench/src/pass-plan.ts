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
  for (let setup = 0; setup < setups; setup++) {
    const warmup = setup === 0 ? warmupPasses : Math.min(warmupPasses, 1)
    const kept = Math.floor(((setup + 1) * passes) / setups) - Math.floor((setup * passes) / setups)
    for (let pass = 0; pass < warmup + kept; pass++) {
      plan.push({ renew: setup > 0 && pass === 0, kept: pass >= warmup })
    }
  }
  return plan
}
