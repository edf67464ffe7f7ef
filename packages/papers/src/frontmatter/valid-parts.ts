import type { z } from 'zod'
import {
  type Frontmatter,
  frontmatterSchema,
  kebabCase,
  rankClaimSchema,
  ruleSchema,
  valueClaimSchema,
} from './schema.ts'

type Known<Schema extends z.ZodType> = { [Key in keyof z.output<Schema>]?: z.output<Schema>[Key] | undefined }

/** What is left of a claim when what does not hold to the schema is taken out. */
export type UsableClaim =
  | (Omit<Known<typeof valueClaimSchema>, 'cited'> & {
      cited?: { value?: string | undefined; by?: string | undefined } | undefined
    })
  | { rank: Record<string, string> | null; holds?: string | undefined }

/** Frontmatter of which single keys of claims may be left out. */
export type UsableFrontmatter = Omit<Frontmatter, 'claims'> & { claims: Record<string, UsableClaim> }

/**
 * The parts of faulty frontmatter that can still be checked, so that all faults of a paper are told
 * at once: key by key, what does not hold to the schema is left out, or is what the schema has as default.
 * `claimNames` is `null` when the claims cannot be told at all.
 */
export function usableParts(
  data: unknown,
  stem: string,
): { data: UsableFrontmatter; claimNames: ReadonlySet<string> | null } {
  const written = entriesOf(data)
  const { shape } = frontmatterSchema
  const plain = <T extends z.ZodType>(schema: T, key: string, fallback: z.output<T>) => {
    const result = schema.safeParse(written.get(key))
    return result.success ? result.data : fallback
  }
  const claims = entriesOf(written.get('claims'))
  const rules = entriesOf(written.get('rules'))
  return {
    data: {
      title: plain(shape.title, 'title', stem),
      domain: plain(shape.domain, 'domain', stem),
      status: plain(shape.status, 'status', 'draft'),
      summary: plain(shape.summary, 'summary', ''),
      claims: Object.fromEntries([...claims].map(([name, claim]) => [name, usableClaim(claim)])),
      rules: Object.fromEntries([...rules].map(([slug, rule]) => [slug, usableRule(rule)])),
    },
    claimNames: claims.size > 0 ? new Set(claims.keys()) : null,
  }
}

function usableClaim(claim: unknown): UsableClaim {
  const written = entriesOf(claim)
  if (!written.has('rank')) {
    const cited = entriesOf(written.get('cited'))
    const { shape } = valueClaimSchema.shape.cited.unwrap()
    return {
      ...usable(valueClaimSchema, written),
      cited: cited.size > 0 ? usable({ shape }, cited) : undefined,
    }
  }
  const rank = entriesOf(written.get('rank'))
  // A label that is none leaves its benchmark to be checked.
  const labels = [...rank].map(([name, label]) => [name, typeof label === 'string' ? label : name])
  return {
    rank: rank.size > 0 ? Object.fromEntries(labels) : null,
    holds: usable(rankClaimSchema, written).holds,
  }
}

function usableRule(rule: unknown): Frontmatter['rules'][string] {
  const written = entriesOf(rule)
  const { weight, effect } = usable(ruleSchema, written)
  const claims = written.get('claims')
  // One name is taken for a list of one.
  const named = (Array.isArray(claims) ? claims : [claims]).filter((name) => typeof name === 'string')
  const names = named.filter((name) => kebabCase.safeParse(name).success)
  return { weight: weight ?? 1, effect, claims: names.length > 0 ? names : named }
}

/** The values that hold to the schema of their key. */
function usable<Shape extends z.ZodRawShape>(
  { shape }: { shape: Shape },
  written: ReadonlyMap<string, unknown>,
): { [Key in keyof Shape]?: z.output<Shape[Key]> | undefined } {
  const known = Object.entries(shape as z.ZodRawShape).flatMap(([key, schema]) => {
    const result = (schema as z.ZodType).safeParse(written.get(key))
    return written.has(key) && result.success ? [[key, result.data] as const] : []
  })
  return Object.fromEntries(known) as { [Key in keyof Shape]?: z.output<Shape[Key]> }
}

function entriesOf(value: unknown): Map<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  return new Map(isMap ? Object.entries(value) : [])
}
