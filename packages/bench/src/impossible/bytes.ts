import type { Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'
import { seriesOf } from './series.ts'

/** Bytes that all instances together are to hold at most, as the harness chooses their number; see `bytes_held.py`. */
const mostBytes = 2 ** 25
/** What they may hold more: the number is chosen by what one of them holds. */
const tolerance = 4

/** Sizes that no memory gives: more than was to be filled, and parts of a byte. */
export function impossibleBytes({ blocks, machine }: Run): Impossibility[] {
  return blocks.flatMap((block, index) =>
    seriesOf(block).flatMap(({ benchmark, loops, samples, place }) => {
      if (benchmark.unit !== 'B') return []
      return samples.flatMap((taken, process) => {
        const count = loops[process] ?? 1
        const most = count > 1 ? tolerance * mostBytes : machine.memory
        const pass = taken.findIndex(
          (x) => x !== null && (x < 0 || x * count > most || !(benchmark.raw || isWhole(x, count))),
        )
        if (pass === -1) return []
        const message = `Unexpected ${taken[pass]} bytes of ${benchmark.id}, of which ${count} were held, expected whole bytes of the memory that there is`
        return [{ place: placeIn(index, `${place}.samples[${process}][${pass}]`), message }]
      })
    }),
  )
}

/** Is it a whole number of bytes over `count`, to the five digits that are kept? */
function isWhole(sample: number, count: number): boolean {
  const total = Math.round(sample * count)
  const grain = 10 ** (Math.floor(Math.log10(Math.max(sample, 1e-9))) - 4)
  return grain * count >= 1 || Number((total / count).toPrecision(5)) === sample
}
