import type { EvidenceFile } from '@rulebook/distiller'
import { didYouMean } from '@rulebook/papers/nearest'
import type { Line } from '../explaining/explanations.ts'
import { Failure } from '../findings/failure.ts'

/** Domains of which there is any rule, sorted. */
export function domainsOf({ rules }: EvidenceFile): string[] {
  return [...new Set(rules.map(({ domain }) => domain))].sort()
}

/**
 * Every rule that holds, whether or not the budget had room for it, a line each with its id, the most worth
 * first within its domain; then those that do not hold, with the reason and without their text. Of one
 * domain when it is named; throws a Failure when there is no rule of it.
 */
export function ruleList(evidence: EvidenceFile, domain?: string): Line[] {
  const domains = domainsOf(evidence)
  if (domains.length === 0)
    throw new Failure('There are no rules yet; write papers, then run `rulebook rebuild`')
  if (domain !== undefined && !domains.includes(domain)) {
    throw new Failure(
      `Unexpected domain “${domain}”, expected one of ${domains.join(', ')}${didYouMean(domain, domains)}`,
    )
  }
  return domains
    .filter((name) => domain === undefined || name === domain)
    .flatMap((name, index) => [...(index > 0 ? [''] : []), ...section(name, evidence)])
    .map((text) => ({ text }))
}

function section(domain: string, evidence: EvidenceFile): string[] {
  const rules = evidence.rules
    .filter((rule) => rule.domain === domain)
    .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
  return [
    `## ${domain}`,
    ...rules.filter(({ holds }) => holds).map(({ id, text }) => `- ${text} (${id})`),
    ...rules
      .filter(({ holds }) => !holds)
      .map(({ id, reason }) => `- left out: ${id}, ${reason ?? 'what it leans on does not hold'}`),
  ]
}
