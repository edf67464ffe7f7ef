import type { BenchmarkKind } from '../run/run.ts'

/** How much sampling a measurement spends on each block. */
export interface Effort {
  name: 'quick' | 'normal' | 'thorough'
  /** Fresh workers per block; the independent observations of the statistics, so at least 5. */
  processes: number
  /** Passes kept per process. */
  passes: number
  /** Passes dropped at the start of each process; after a later set-up one is. */
  warmupPasses: number
  /** Times that a process sets a block up, at most; its passes are spread over them. */
  setups: number
  /** Seconds a process may spend on setting a block up again. */
  setupSeconds: number
  /** Seconds a process may sample a block of slow statements, which then gets fewer passes. */
  seconds: number
  /** Passes that every process takes, however slow. */
  leastPasses: number
  /** Fresh interpreters per benchmark of imports and start-up, at least: each is a process of one pass. */
  interpreters: number
  /** Seconds for which a block of quick imports gets more of them, up to twice as many. */
  freshSeconds: number
  /** Compare what benchmarks cost in their block with what they cost alone? A block says whether that was done. */
  compares: boolean
}

export const efforts: Record<Effort['name'], Effort> = {
  quick: {
    name: 'quick',
    processes: 5,
    passes: 6,
    warmupPasses: 2,
    setups: 3,
    setupSeconds: 0.03,
    seconds: 0.1,
    leastPasses: 3,
    interpreters: 5,
    freshSeconds: 1,
    compares: false,
  },
  normal: {
    name: 'normal',
    processes: 12,
    passes: 18,
    warmupPasses: 3,
    setups: 6,
    setupSeconds: 0.06,
    seconds: 0.3,
    leastPasses: 5,
    interpreters: 20,
    freshSeconds: 8,
    compares: true,
  },
  thorough: {
    name: 'thorough',
    processes: 20,
    passes: 60,
    warmupPasses: 3,
    setups: 15,
    setupSeconds: 0.2,
    seconds: 1,
    leastPasses: 9,
    interpreters: 32,
    freshSeconds: 16,
    compares: true,
  },
}

/** What an effort means for the benchmarks of one block. */
export type Sampling = Pick<Effort, 'processes' | 'passes' | 'warmupPasses' | 'setups'>

/** How long a block takes, as calibrated, in seconds; 0 where it is not known or plays no part. */
export interface Pace {
  /** One pass. */
  passSeconds: number
  /** Tearing the block down and setting it up anew. */
  setupSeconds: number
}

/**
 * How a block whose benchmarks are of `kind` is sampled. A fresh interpreter is independent of the
 * one before it, so each is a process by itself, and quick ones are cheap; bytes are the same in
 * every pass. A block whose pass takes long gets fewer passes, and one that takes long to set up
 * fewer set-ups, never fewer processes: those are what the width of an interval rests on.
 */
export function samplingFor(effort: Effort, kind: BenchmarkKind, pace: Pace): Sampling {
  switch (kind) {
    case 'fresh': {
      const affordable = pace.passSeconds > 0 ? Math.floor(effort.freshSeconds / pace.passSeconds) : 0
      const processes = Math.min(Math.max(affordable, effort.interpreters), 2 * effort.interpreters)
      return { processes, passes: 1, warmupPasses: 0, setups: 1 }
    }
    case 'bytes': {
      const few = { processes: Math.min(effort.processes, 5), passes: Math.min(effort.passes, 2) }
      return { ...few, warmupPasses: 0, setups: 1 }
    }
    case 'loop':
    case 'async': {
      const { passes, warmupPasses } = loopPasses(effort, pace.passSeconds)
      const again =
        pace.setupSeconds > 0 ? Math.floor(effort.setupSeconds / pace.setupSeconds) : effort.setups
      const setups = Math.min(effort.setups, 1 + again, passes)
      return { processes: effort.processes, passes, warmupPasses, setups }
    }
  }
}

function loopPasses(
  { passes, warmupPasses, seconds, leastPasses }: Effort,
  passSeconds: number,
): Pick<Sampling, 'passes' | 'warmupPasses'> {
  const affordable = passSeconds > 0 ? Math.max(Math.floor(seconds / passSeconds), leastPasses) : passes
  if (affordable >= passes) return { passes, warmupPasses }
  return { passes: affordable, warmupPasses: Math.min(warmupPasses, 1) }
}

/**
 * Seconds one timed batch should take. Short, so that the members of a pass are sampled within a few
 * milliseconds of each other: on shared machines speed changes in steps, and only neighbours compare.
 */
export const batchSeconds = 4e-4
