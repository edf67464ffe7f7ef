import type { Benchmark, Block, Use } from '../run/run.ts'

/** What one benchmark was sampled for in one of its uses. */
export interface Series {
  benchmark: Benchmark
  use: Use
  loops: number[]
  samples: (number | null)[][]
  /** Its place in the block. */
  place: string
}

/** All that was sampled side by side in a block, in the order of the run. */
export function seriesOf(block: Block): Series[] {
  return block.benchmarks.flatMap((benchmark, index) => {
    const place = `.benchmarks[${index}]`
    const { loops, samples, uses = [] } = benchmark
    return [
      { benchmark, use: 'dropped' as const, loops, samples, place },
      ...uses.map((used, at) => ({ benchmark, ...used, place: `${place}.uses[${at}]` })),
    ]
  })
}

/** Value below which a share of the samples lies; `NaN` for none. Missing samples are passed over. */
export function quantile(samples: readonly (number | null)[], share: number): number {
  const sorted = samples.filter((sample) => sample !== null).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** What an operation usually costs: the median over the processes of their medians. */
export function usualCost({ samples }: Pick<Series, 'samples'>): number {
  return quantile(
    samples.map((taken) => quantile(taken, 0.5)),
    0.5,
  )
}
