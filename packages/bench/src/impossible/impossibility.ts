/** Something in a run that no measurement gives. */
export interface Impossibility {
  /** Keys and indices that lead to it, as in `blocks[3].benchmarks[0].samples[2]`. */
  place: string
  /** What was found and what is expected. */
  message: string
}

/** The place of part of a block. */
export function placeIn(block: number, rest = ''): string {
  return `blocks[${block}]${rest}`
}
