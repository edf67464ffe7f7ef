import type { Block, Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'
import { quantile, type Series, seriesOf } from './series.ts'

/**
 * Samples may sum up to this many times the duration of their process: less than it, but that the share of
 * the garbage collector's pauses is spread evenly. Measured are at most 0.8.
 */
const mostOfProcess = 1.25
/**
 * A pass of the first process may take this many times as long as when it was calibrated. Measured are at most 0.9, and 5 where
 * much else was at work.
 */
const mostOfPass = 8
/** Seconds below which a calibrated pass says little. */
const shortestPass = 1e-4

/** Processes whose batches together take longer than the process did, or than a pass took when calibrated. */
export function impossibleDurations({ blocks }: Run): Impossibility[] {
  return blocks.flatMap((block, index) => {
    if (block.benchmarks[0]!.unit !== 's') return []
    const series = seriesOf(block)
    return block.processes.flatMap(({ duration }, process) => {
      const passes = passesOf(series, process)
      const total = passes.reduce((sum, seconds) => sum + seconds, 0)
      const place = placeIn(index, `.processes[${process}].duration`)
      if (total > mostOfProcess * duration + 0.01) {
        const message = `Unexpected samples that take ${shown(total)} in a process of ${shown(duration)}, expected less than it took`
        return [{ place, message }]
      }
      return process === 0 ? againstPass(block, passes, index) : []
    })
  })
}

function againstPass({ passSeconds = 0 }: Block, passes: number[], index: number): Impossibility[] {
  const typical = quantile(passes, 0.5)
  if (passSeconds === 0 || !(typical > mostOfPass * Math.max(passSeconds, shortestPass))) return []
  return [
    {
      place: placeIn(index, '.passSeconds'),
      times: typical / Math.max(passSeconds, shortestPass),
      message: `Unexpected samples that take ${shown(typical)} a pass, expected about the ${shown(passSeconds)} that one took when the block was calibrated`,
    },
  ]
}

/** Seconds that each pass of a process was timed for, over all that was sampled in it. */
function passesOf(series: readonly Series[], process: number): number[] {
  const passes: number[] = []
  for (const { loops, samples } of series) {
    for (const [pass, sample] of (samples[process] ?? []).entries()) {
      passes[pass] = (passes[pass] ?? 0) + (loops[process] ?? 0) * Math.max(sample ?? 0, 0)
    }
  }
  return passes
}

/** Seconds as they are read. */
export function shown(seconds: number): string {
  return seconds < 0.1
    ? `${Number((seconds * 1000).toPrecision(2))} ms`
    : `${Number(seconds.toPrecision(3))} s`
}
