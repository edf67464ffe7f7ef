import type { EvidenceFile } from '@rulebook/distiller'
import { didYouMean } from '@rulebook/papers/nearest'
import { Failure } from '../failure.ts'

type RuleEntry = EvidenceFile['rules'][number]

/** Domains of which there is any rule, sorted. */
export function domainsOf({ rules }: EvidenceFile): string[] {
  return [...new Set(rules.map(({ domain }) => domain))].sort()
}

/**
 * Every rule that holds, whether or not the budget had room for it, a line each with its id, the most worth
 * first within its domain; then those that do not hold, with the reason and without their text. Of one
 * domain when it is named; throws a Failure when there is no rule of it.
 */
export function ruleList(evidence: EvidenceFile, domain?: string): string {
  const domains = domainsOf(evidence)
  if (domain !== undefined && !domains.includes(domain)) {
    throw new Failure(
      `Unexpected domain “${domain}”, expected one of ${domains.join(', ')}${didYouMean(domain, domains)}`,
    )
  }
  return domains
    .filter((name) => domain === undefined || name === domain)
    .map((name) => section(name, evidence))
    .join('\n\n')
}

function section(domain: string, evidence: EvidenceFile): string {
  const rules = evidence.rules
    .filter((rule) => rule.domain === domain)
    .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
  const refuted = rules.filter((rule) => !holds(rule, evidence))
  return [
    `## ${domain}`,
    ...rules.filter((rule) => !refuted.includes(rule)).map(({ id, text }) => `- ${text} [${id}]`),
    ...refuted.map(({ id, reason }) => `- left out: ${id}, ${reason ?? 'what it leans on does not hold'}`),
  ].join('\n')
}

/** Whether everything holds that a rule leans on. */
function holds({ published, claims }: RuleEntry, evidence: EvidenceFile): boolean {
  const supported = (id: string) =>
    evidence.claims.some((claim) => claim.id === id && claim.verdict === 'supported')
  return published || (claims.length > 0 && claims.every(supported))
}
