import type { Block, Use } from '@rulebook/bench'
import { uses } from '../evidence-file.ts'

const words: Record<Use, string> = {
  dropped: 'results dropped',
  kept: 'results kept',
  varied: 'a new input each time',
}

/** The uses that all of these benchmarks of a block were sampled in: `dropped`, and those that they share. */
export function usesOf(block: Block, benchmarks: readonly string[]): Use[] {
  const sampled = block.benchmarks.filter(({ id }) => benchmarks.includes(id)).map(({ uses = [] }) => uses)
  return uses.filter((use) => use === 'dropped' || sampled.every((all) => all.some((one) => one.use === use)))
}

/** The block as it was sampled in a use, with the benchmarks that were. */
export function inUse(block: Block, use: Use): Block {
  if (use === 'dropped') return block
  const benchmarks = block.benchmarks.flatMap((benchmark) => {
    const sampled = benchmark.uses?.find((one) => one.use === use)
    if (!sampled) return []
    const { loops, samples, warnings } = sampled
    return [{ ...benchmark, loops, samples, warnings }]
  })
  return { ...block, benchmarks }
}

/** A use in words: `results kept`. */
export function useInWords(use: Use): string {
  return words[use]
}

/** The use of a measurement in words; `null` where all that stand beside it are of results dropped. */
export function useBeside(use: Use, beside: readonly { use: Use }[]): string | null {
  return beside.every((one) => one.use === 'dropped') ? null : useInWords(use)
}
