import type { EvidenceFile } from '@rulebook/distiller'
import type { RulebookText } from './rulebook-text.ts'

/** The rules of a rulebook for programs, each with the claims that it leans on. */
export interface RulesDocument {
  title: string
  runs: EvidenceFile['runs']
  rules: { id: string; domain: string; text: string; claims: EvidenceFile['claims'] }[]
}

export function rulesDocument({ title }: Pick<RulebookText, 'title'>, evidence: EvidenceFile): RulesDocument {
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
