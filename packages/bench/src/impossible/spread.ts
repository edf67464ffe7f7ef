import type { Run } from '../run/run.ts'
import { disturbed } from '../sampling/disturbance.ts'
import { shortestBatch } from './batches.ts'
import { type Impossibility, placeIn } from './impossibility.ts'
import { quantile, type Series, seriesOf, usualCost } from './series.ts'

/** Cost of a process over the usual one, either way, that is no accident where all others agree. Measured are at most 2.1. */
const apart = 8
/** Cost over the usual one up to which processes agree. */
const agree = 2.5
/** Loops from which one batch averages over whatever executions differ in. */
const averaging = 8
/** Logarithms of costs may be off by this, since samples are rounded. */
const rounding = 1.001

/**
 * Samples that differ within a benchmark as no statement does: some processes by a factor where the others agree,
 * passes that alternate, and processes that are said to be disturbed and are not, or the other way round.
 */
export function impossibleSpread({ blocks }: Run): Impossibility[] {
  return blocks.flatMap((block, index) => {
    const series = seriesOf(block)
    const slowed = block.processes.map((_, process) => slowdown(series, process))
    return [
      ...series.flatMap((one) => [...processesApart(one, slowed), ...passesApart(one)]),
      ...marks(block.processes, series),
    ].map(({ place, ...rest }) => ({ place: placeIn(index, place), ...rest }))
  })
}

/** How much more than usual every benchmark cost in a process: that is the machine. */
function slowdown(series: readonly Series[], process: number): number {
  const factors = series.map((one) => quantile(one.samples[process] ?? [], 0.25) / usualCost(one))
  return Math.max(1, Math.min(...factors.filter(Number.isFinite)))
}

function processesApart(series: Series, slowed: readonly number[]): Impossibility[] {
  const { benchmark, samples, place } = series
  const usual = usualCost(series)
  if (!(usual > 0)) return []
  // Most passes are beyond the quartile, so that a slow moment is none of it.
  const factors = samples.map((taken, process) => {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(taken, share)) as [
      number,
      number,
      number,
    ]
    if (middle > usual) return Math.max(1, low / usual / slowed[process]!)
    return high > 0 ? Math.max(1, usual / high) : Number.POSITIVE_INFINITY
  })
  const far = factors.findIndex((factor) => factor > apart)
  if (far === -1 || !factors.every((factor) => factor <= agree || factor > apart)) return []
  return [
    {
      place: `${place}.samples[${far}]`,
      times: factors[far]!,
      message: `Unexpected samples of ${benchmark.id} around ${quantile(samples[far]!, 0.5)}, where those of other processes agree on about ${usual}, expected about the same`,
    },
  ]
}

/**
 * Passes far below what the benchmark usually costs, among others that are not. Below nothing they may be: a slow
 * moment of the empty loop is taken off as well.
 */
function passesApart(series: Series): Impossibility[] {
  const { benchmark, loops, samples, place } = series
  const usual = usualCost(series)
  const { unit, setupPer } = benchmark
  return samples.flatMap((taken, process) => {
    const [low, high] = [quantile(taken, 0.25), quantile(taken, 0.75)]
    const count = loops[process] ?? 0
    const isDull =
      count >= averaging || (unit === 's' && setupPer !== 'sample' && low * count < shortestBatch)
    if (!isDull || !(low > 0) || !(usual > 0) || high <= apart * low || low * apart >= usual) return []
    const message = `Unexpected samples of ${benchmark.id} from ${low} to ${high} in one process, expected about the same in each batch`
    return [{ place: `${place}.samples[${process}]`, message, times: high / low }]
  })
}

/** Processes marked as disturbed that are not, and the other way round. */
function marks(
  processes: readonly { disturbed?: boolean | undefined }[],
  series: readonly Series[],
): Impossibility[] {
  const all = processes.map((_, process) =>
    Object.fromEntries(series.map(({ samples, place }) => [place, samples[process] ?? []])),
  )
  const found = disturbed(all)
  return processes.flatMap(({ disturbed: marked = false }, process) => {
    if (found[process] === marked) return []
    // As far the other way as rounding may have moved it.
    const factor = marked ? rounding : 1 / rounding
    const nudged = all.with(
      process,
      Object.fromEntries(
        Object.entries(all[process]!).map(([name, taken]) => [
          name,
          taken.map((x) => (x === null ? null : x * factor)),
        ]),
      ),
    )
    if (disturbed(nudged)[process] === marked) return []
    const message = marked
      ? 'Unexpected process passed over as disturbed, expected one in which every benchmark cost over 5 % more than usual'
      : 'Unexpected process that counts, in which every benchmark cost over 5 % more than usual, expected it to be marked as disturbed'
    return [{ place: `.processes[${process}].disturbed`, message }]
  })
}
