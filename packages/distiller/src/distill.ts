import { bind } from './evidence/bind.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { type Published, publish } from './figures/publish.ts'
import type { DistillInput } from './input.ts'
import { renderEvidence } from './render/evidence.ts'
import { renderHeader, renderRulebook } from './render/rulebook.ts'
import { checkSafety } from './safety/check.ts'
import type { PlacedFinding } from './safety/output.ts'
import { type Offers, price } from './select/price.ts'
import { listPrices, type PriceList } from './select/price-list.ts'
import { ruleEntries } from './select/rule-entries.ts'
import { leastBudget, select } from './select/select.ts'
import { verify } from './select/verify.ts'

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
 * From papers and published runs to the rulebook and its evidence. Pure: what was published before is no part of
 * it, so that every figure is what its run says.
 */
export function distill(input: DistillInput): Distillation {
  const { papers, runs, budget, countTokens } = input
  const { published, offers } = prepare(input)
  const selection = select(offers, budget, countTokens)
  if (!selection) return { kind: 'too-small', least: leastBudget(offers, countTokens) }
  const rulebook = renderRulebook(offers.header, selection.kept)
  const evidence = renderEvidence(input, published, selection.used, ruleEntries(offers, selection, budget))
  const unsafe = checkSafety(papers, published.figures, rulebook, runs)
  return { kind: 'distilled', rulebook, evidence, unsafe }
}

/** What every rule costs and is worth, what it lost to, and what the next tokens would buy. Writes nothing. */
export function priceList(input: DistillInput): PriceList {
  return listPrices(prepare(input).offers, input.budget)
}

/** The stages before the selection, which do not depend on the budget. */
function prepare({ papers, runs: files, title, countTokens }: DistillInput): {
  published: Published
  offers: Offers
} {
  const runs = files.map(({ run }) => run)
  const evidence = bind(papers, runs)
  const verified = verify(papers, evidence)
  const published = publish(evidence)
  const offers = price(verified, evidence, published.figures, renderHeader(title, runs), countTokens)
  return { published, offers }
}
