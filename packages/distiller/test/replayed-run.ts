import type { Block, Run } from '@rulebook/bench'
import { type Random, seeded } from '../../../scripts/random.ts'

/**
 * The published run measured once more, as this machine's noise would have it. Each block is drawn
 * anew from its real processes, as fast or slow as they were, but for those that the machine disturbed,
 * which a measurement replaces; the steps and drifts under each are those of another real process, in
 * the order in which they happened. `change` multiplies single benchmarks.
 */
export function replayed(run: Run, seed: number, change: Record<string, number> = {}): Run {
  const random = seeded(seed)
  return {
    ...run,
    id: `${run.id}-replay-${seed}`,
    blocks: run.blocks.map((block) => replayedBlock(block, random, change)),
  }
}

function replayedBlock(block: Block, random: Random, change: Record<string, number>): Block {
  const calm = [...block.processes.keys()].filter((process) => !block.processes[process]!.disturbed)
  const paths = new Map(calm.map((process) => [process, speedPath(block, process)]))
  const any = () => calm[Math.floor(random() * calm.length)]!
  const draws = calm.map(() => ({ process: any(), path: paths.get(any())! }))
  return {
    ...block,
    processes: calm.map((process) => block.processes[process]!),
    benchmarks: block.benchmarks.map((benchmark) => {
      // Bytes do not know how fast the machine is.
      const timed = benchmark.unit === 's'
      const factor = change[benchmark.id] ?? 1
      const samples = draws.map(({ process, path }) =>
        benchmark.samples[process]!.map((sample, pass) => {
          const speed = timed ? (path[pass] ?? 1) / (paths.get(process)![pass] ?? 1) : 1
          return sample === null ? null : sample * speed * factor
        }),
      )
      return { ...benchmark, samples }
    }),
  }
}

/** How slow the machine was in each pass of a process, beside the middle of the process: what all members share. */
function speedPath(block: Block, process: number): number[] {
  const middles = block.benchmarks.map((benchmark) => middle(numbers(benchmark.samples[process]!)))
  return Array.from({ length: block.passes }, (_, pass) => {
    const logs = block.benchmarks.flatMap((benchmark, member) => {
      const sample = benchmark.samples[process]?.[pass]
      return typeof sample === 'number' && sample > 0 && middles[member]! > 0
        ? [Math.log(sample / middles[member]!)]
        : []
    })
    return logs.length === 0 ? 1 : Math.exp(middle(logs))
  })
}

function numbers(samples: readonly (number | null)[]): number[] {
  return samples.filter((sample) => sample !== null)
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.toSorted((a, b) => a - b)[values.length >> 1]!
}
