import { batchSeconds } from '../effort/effort.ts'
import type { Run } from '../run/run.ts'
import { shown } from './durations.ts'
import { type Impossibility, placeIn } from './impossibility.ts'
import { quantile, type Series, seriesOf, usualCost } from './series.ts'

/**
 * How far a batch may be from what loops are chosen for, either way. On a calm machine it is at most 2.3; where twice
 * as many processes ran as there were cores, a slow moment while loops were chosen made it 5.8.
 */
const tolerance = 8
const longestBatch = tolerance * batchSeconds
export const shortestBatch = batchSeconds / tolerance
/** How much shorter it may be where results are kept, of which dropping them is no part of the sample. */
const dropping = 2
/** Loops from which the loop itself is much of a batch. */
const manyLoops = 1000
/** Loops up to which results are kept, and from which on a batch may therefore be shorter. */
const mostKept = 700
/** Seconds that one turn of the empty loop costs where the run does not tell. */
const unknownTurn = 1e-7

/**
 * Samples that do not go with their loops. The first process of a block chooses loops so that a batch lasts
 * about as long as the sampler wants, with the turns of the loop that are taken off afterwards: loops × (sample
 * + turn) is known beforehand, whatever the statement. Where one turn of the loop is slower no batch is longer
 * than wanted, but for a statement that takes longer by itself.
 */
export function impossibleBatches(run: Run): Impossibility[] {
  const turn = turnOf(run)
  return run.blocks.flatMap((block, index) =>
    seriesOf(block).flatMap((series) =>
      firstBatch(series, turn).map(({ place, ...rest }) => ({ place: placeIn(index, place), ...rest })),
    ),
  )
}

function firstBatch(series: Series, turn: number): Impossibility[] {
  const { benchmark, use, loops, samples, place } = series
  const { id, kind, raw, setupPer } = benchmark
  const [first] = samples
  const [count] = loops
  if ((kind !== 'loop' && kind !== 'async') || first === undefined || count === undefined) return []
  const at = `${place}.samples[0]`
  // The first process may have met a slow moment, and the others may cost what their hash seeds bring about.
  const usual = usualCost(series)
  const long = count * Math.min(quantile(first, 0.25), usual)
  if (count > 1 && long > longestBatch) {
    return [batch(at, id, count, long, `at most ${shown(longestBatch)}`, long / batchSeconds)]
  }
  // Setups, and making inputs, are no part of a batch's time, and may take most of it.
  if (setupPer === 'sample' || use === 'varied' || (use === 'kept' && count >= mostKept)) return []
  const least = use === 'kept' ? shortestBatch / dropping : shortestBatch
  const short = count * (Math.max(quantile(first, 0.75), usual) + (raw ? 0 : turn))
  if (short >= least) return []
  // A clock measures no less than nothing.
  const times = short > 0 ? batchSeconds / short : Number.POSITIVE_INFINITY
  return [batch(at, id, count, short, `at least ${shown(least)}`, times)]
}

function batch(
  place: string,
  id: string,
  loops: number,
  seconds: number,
  expected: string,
  times: number,
): Impossibility {
  return {
    place,
    times,
    message: `Unexpected samples of ${id}, of which ${loops} loops would take ${shown(seconds)}, expected ${expected}, for which loops are chosen`,
  }
}

/** Seconds that one turn of the empty loop costs: of what batches were to last, what is left beside quick statements. */
function turnOf({ blocks }: Run): number {
  const turns = blocks
    .flatMap(seriesOf)
    .flatMap(({ benchmark, use, loops: [count = 0], samples: [first = []] }) => {
      const { kind, raw, setupPer } = benchmark
      const tells =
        kind === 'loop' && !raw && setupPer !== 'sample' && use === 'dropped' && count >= manyLoops
      return tells ? [Math.max(0, batchSeconds / count - quantile(first, 0.5))] : []
    })
  return turns.length > 0 ? Math.min(quantile(turns, 0.5), unknownTurn) : unknownTurn
}
