import { frontmatterSchema, rankClaimKeys, ruleKeys, valueClaimKeys } from './frontmatter-schema.ts'

/**
 * A copy of frontmatter without the keys that nobody knows. They have been reported; without them
 * the rest of the paper can be checked too, so that all there is to mend is told at once.
 */
export function withoutUnknownKeys(data: unknown): unknown {
  const known = pick(data, Object.keys(frontmatterSchema.shape))
  if (!isRecord(known)) return known
  return {
    ...known,
    ...('claims' in known ? { claims: eachOf(known.claims, claimKeys) } : {}),
    ...('rules' in known ? { rules: eachOf(known.rules, () => ruleKeys) } : {}),
  }
}

function claimKeys(claim: unknown): string[] {
  return isRecord(claim) && 'rank' in claim ? rankClaimKeys : valueClaimKeys
}

function eachOf(entries: unknown, keys: (entry: unknown) => string[]): unknown {
  if (!isRecord(entries)) return entries
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, pick(entry, keys(entry))]))
}

function pick(value: unknown, keys: string[]): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
