import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import type { CountTokens } from './tokenizer.ts'

/** Everything a rulebook is made from. */
export interface DistillInput {
  papers: readonly Paper[]
  /** The published runs, with their paths from the root of the repository. A rule must hold in each. */
  runs: readonly { file: string; run: Run }[]
  /** Most tokens of the whole rendered rulebook. */
  budget: number
  /** Name of the tokenizer, for the evidence. */
  tokenizer: string
  countTokens: CountTokens
  /** Heading of the rulebook. */
  title: string
}
