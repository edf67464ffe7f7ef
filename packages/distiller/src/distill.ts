import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import type { EvidenceFile } from './evidence-file.ts'
import { blockEntries, byId, ruleEntry, runEntry } from './render/evidence.ts'
import { findUnsafe, type PlacedFinding } from './safety/rulebook.ts'
import { findUnsafeRuns } from './safety/runs.ts'
import { makeOffers, shortest } from './select/price.ts'
import { leastBudget, pack } from './select/select.ts'
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

/** A rulebook with its evidence, or why there can be none. */
export type Distillation =
  | {
      kind: 'distilled'
      /** The text of RULEBOOK.md. */
      rulebook: string
      evidence: EvidenceFile
      /** What agents must not be handed; nothing may be written while there is any. */
      unsafe: PlacedFinding[]
    }
  | {
      kind: 'too-small'
      /** The least budget that holds the header and one rule. */
      least: number
    }

/**
 * Bind, publish, verify, select and render: from papers and published runs to the rulebook and its
 * evidence. Pure: what was published before is no part of it, so that every figure is what its run says.
 */
export function distill(input: DistillInput): Distillation {
  const { budget, countTokens, papers } = input
  const market = makeOffers(input)
  const { entries, figures } = market
  const { kept, rulebook, used } = pack(market, budget, countTokens)
  if (used > budget || (kept.length === 0 && market.offers.length > 0)) {
    return { kind: 'too-small', least: leastBudget(market, countTokens) }
  }
  const lines = new Map(kept.map((line) => [line.rule.id, line]))
  const rules = [
    ...market.offers.map(({ rule, forms, value }) => {
      const line = lines.get(rule.id)
      const { text, tokens } = line ?? shortest(forms)
      const reason = `over budget: needs ${tokens} tokens where ${budget - used} are left, and the rules kept are worth more together`
      return ruleEntry(rule, { text, tokens }, value, line ? null : { holds: true, reason })
    }),
    ...market.leftOut.map(({ rule, form, reason }) => ruleEntry(rule, form, 0, { holds: false, reason })),
  ]
  const file: EvidenceFile = {
    schema: 'rulebook.evidence/1',
    budget: { limit: budget, used, tokenizer: input.tokenizer },
    runs: input.runs.map(({ file, run }) => runEntry(file, run)),
    blocks: blockEntries(
      papers,
      input.runs.map(({ run }) => run),
    ),
    rules: rules.sort(byId),
    ...entries,
  }
  return {
    kind: 'distilled',
    rulebook,
    evidence: file,
    unsafe: [...findUnsafe(papers, figures, rulebook), ...findUnsafeRuns(input.runs)],
  }
}
