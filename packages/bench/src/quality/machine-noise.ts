import { fileURLToPath } from 'node:url'
import { batchSeconds } from '../effort/effort.ts'
import { withScratch } from '../process/scratch-folder.ts'
import type { FoundInterpreter } from '../python/interpreter.ts'
import { Worker } from '../worker/worker.ts'

/** By what share two samples of one statement differ. */
interface Spread {
  /** Half of the pairs differ by less. */
  typical: number
  /** 5 of 100 pairs differ by more. */
  seldom: number
}

/** How much a machine disturbs what is measured on it. */
export interface Noise {
  /** Of samples taken within a pass, a millisecond apart. */
  sideBySide: Spread
  /** Of samples taken `lag` apart. */
  apart: Spread
  passes: number
}

/** Seconds between the two samples of a pair that is said to be apart. */
export const lag = 0.3

const suite = fileURLToPath(new URL('../../python/noise.py', import.meta.url))
const timeout = 10_000

/**
 * Sample two benchmarks of the same statement pass by pass for so many seconds, and say how far
 * samples differ that lie side by side, and those that lie apart. On a machine that is shared the
 * second swing with whatever else it does; that the first do not is what ratios rest on.
 */
export function measureNoise(
  interpreter: FoundInterpreter,
  workDirectory: string,
  seconds = 2,
): Promise<Noise> {
  return withScratch(workDirectory, (scratch) => sampleNoise(interpreter, scratch, seconds))
}

async function sampleNoise(
  interpreter: FoundInterpreter,
  directory: string,
  seconds: number,
): Promise<Noise> {
  const worker = await Worker.start({ python: interpreter.path, directory })
  const passes: { at: number; one: number; other: number }[] = []
  try {
    await worker.open(suite, ['one', 'other'], 0, batchSeconds, {}, [], timeout)
    const end = performance.now() + seconds * 1000
    while (performance.now() < end) {
      const { one, other } = Object.fromEntries(await worker.sample(timeout))
      if (one! > 0 && other! > 0) passes.push({ at: performance.now() / 1000, one: one!, other: other! })
    }
    await worker.close()
  } finally {
    await worker.stop()
  }
  return noiseOf(passes)
}

/** Noise from passes in the order taken; `at` in seconds. */
export function noiseOf(passes: { at: number; one: number; other: number }[]): Noise {
  const apart: number[] = []
  let later = 0
  for (const { at, one } of passes) {
    while (later < passes.length && passes[later]!.at < at + lag) later++
    if (later < passes.length) apart.push(share(one, passes[later]!.other))
  }
  const sideBySide = passes.map(({ one, other }) => share(one, other))
  return { sideBySide: spread(sideBySide), apart: spread(apart), passes: passes.length }
}

/** By what share the larger of two exceeds the smaller. */
function share(a: number, b: number): number {
  return Math.max(a, b) / Math.min(a, b) - 1
}

function spread(shares: number[]): Spread {
  const sorted = shares.toSorted((a, b) => a - b)
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
  return { typical: quantile(0.5), seldom: quantile(0.95) }
}
