import type { EvidenceFile } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'

type RuleEntry = EvidenceFile['rules'][number]

/**
 * Rules that are left out for another reason than that better ones filled the budget, at their
 * places. One that no measurement can bring in is told apart: its shortest form alone is over the
 * budget, or it is worth nothing beside others of its domain.
 */
export function leftOutRules(
  papers: readonly LoadedPaper[],
  { rules, budget }: EvidenceFile,
  headerTokens: number,
): Finding[] {
  const places = new Map(
    papers.flatMap(({ paper }) =>
      paper.rules.map(({ id, place }) => [id, { file: paper.file, line: place.line, column: place.column }]),
    ),
  )
  return rules.flatMap((rule): Finding[] => {
    if (rule.reason === undefined) return []
    const outbid = rule.holds
    const never = neverPublishable(rule, rules, budget.limit - headerTokens)
    if (outbid && !never) return []
    const place = places.get(rule.id)!
    const message = never
      ? `Unexpected rule ${rule.id} that can never be published, expected one that ${never}`
      : `${rule.id} is left out: ${rule.reason}`
    return [{ rule: never ? 'never-publishable' : 'left-out', severity: 'warning', ...place, message }]
  })
}

function neverPublishable(rule: RuleEntry, rules: readonly RuleEntry[], room: number): string | null {
  if (rule.tokens > room)
    return `needs at most the ${room} tokens beside the header, not ${rule.tokens}; shorten its directive`
  const rivals = rules.filter(
    ({ id, domain, published }) => published && domain === rule.domain && id !== rule.id,
  )
  const idle = rule.holds && rule.value === 0 && rivals.length > 0
  return idle ? 'saves something for sure; name another `effect`, or delete it' : null
}
