import type { EvidenceFile } from '@rulebook/distiller'
import type { RulebookText } from './rulebook-text.ts'

/** The rules of a rulebook for programs, each with the claims that it leans on. */
export interface RulesDocument {
  title: string
  runs: EvidenceFile['runs']
  rules: { id: string; domain: string; text: string; claims: EvidenceFile['claims'] }[]
}

export function rulesDocument({ title }: RulebookText, evidence: EvidenceFile): RulesDocument {
  const rules = evidence.rules
    .filter((rule) => rule.published)
    .map(({ id, domain, text, claims }) => ({
      id,
      domain,
      text,
      claims: evidence.claims.filter((claim) => claims.includes(claim.id)),
    }))
  return { title, runs: evidence.runs, rules }
}

/** Texts of rules that only the rulebook has, and that only the evidence publishes. */
export function differingRules(
  rulebook: RulebookText,
  { rules }: RulesDocument,
): { rulebook: string[]; evidence: string[] } {
  const texts = rules.map(({ text }) => text)
  return { rulebook: without(rulebook.rules, texts), evidence: without(texts, rulebook.rules) }
}

/** What is left of `all` when each of `some` is taken out once. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...all]
  for (const text of some) {
    const index = left.indexOf(text)
    if (index !== -1) left.splice(index, 1)
  }
  return left
}
