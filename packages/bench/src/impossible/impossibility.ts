/** Something in a run that no measurement gives. */
export interface Impossibility {
  /** Keys and indices that lead to it, as in `blocks[3].benchmarks[0].samples[2]`. */
  place: string
  /** What was found and what is expected. */
  message: string
  /** How many times as far as expected it is, where a machine that stalls may bring it about; else nothing can. */
  times?: number
}

/** Times as far as expected from which no machine stalls so, every time that it would have to. */
const stalls = 64

/** Is it rare on an honest machine, and no more than that? */
export function isMerelyUnlikely({ times }: Impossibility): boolean {
  return times !== undefined && times < stalls
}

/** The place of part of a block. */
export function placeIn(block: number, rest = ''): string {
  return `blocks[${block}]${rest}`
}
