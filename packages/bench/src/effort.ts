/** How much sampling a measurement spends on each block. */
export interface Effort {
  name: 'quick' | 'normal' | 'thorough'
  /** Fresh workers per block; the independent observations of the statistics, so at least 5. */
  processes: number
  /** Passes kept per process. */
  passes: number
  /** Passes dropped at the start of each process. */
  warmupPasses: number
}

export const efforts: Record<Effort['name'], Effort> = {
  quick: { name: 'quick', processes: 5, passes: 20, warmupPasses: 3 },
  normal: { name: 'normal', processes: 8, passes: 40, warmupPasses: 3 },
  thorough: { name: 'thorough', processes: 16, passes: 60, warmupPasses: 3 },
}

/**
 * Seconds one timed batch should take. Short, so that the members of a pass are sampled within a few
 * milliseconds of each other: on shared machines speed changes in steps, and only neighbours compare.
 */
export const batchSeconds = 4e-4
