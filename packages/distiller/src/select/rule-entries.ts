import type { Rule } from '@rulebook/papers'
import type { EvidenceFile } from '../evidence-file.ts'
import { byId } from '../figures/publish.ts'
import { storedValue } from '../figures/stored-value.ts'
import { type Offers, shortest } from './price.ts'
import type { Selection } from './select.ts'

type RuleEntry = EvidenceFile['rules'][number]

/** Every rule as the evidence file lists it, kept or left out, sorted by id. */
export function ruleEntries(
  { offers, leftOut }: Offers,
  { kept, used }: Selection,
  budget: number,
): RuleEntry[] {
  const lines = new Map(kept.map((line) => [line.rule.id, line]))
  const entries = [
    ...offers.map(({ rule, forms, value }) => {
      const line = lines.get(rule.id)
      const { text, tokens } = line ?? shortest(forms)
      const reason = `over budget: needs ${tokens} tokens where ${budget - used} are left, and the rules kept are worth more together`
      return ruleEntry(rule, { text, tokens }, value, line ? null : { holds: true, reason })
    }),
    ...leftOut.map(({ rule, form, reason }) => ruleEntry(rule, form, 0, { holds: false, reason })),
  ]
  return entries.sort(byId)
}

/** `against` is why a rule is left out, and whether it holds all the same. */
function ruleEntry(
  rule: Rule,
  { text, tokens }: { text: string; tokens: number },
  value: number,
  against: { holds: boolean; reason: string } | null,
): RuleEntry {
  const { id, domain, claims } = rule
  const [published, holds] = [against === null, against?.holds ?? true]
  const entry = { id, domain, published, holds, text, tokens, value: storedValue(value, 'count'), claims }
  return against === null ? entry : { ...entry, reason: against.reason }
}
