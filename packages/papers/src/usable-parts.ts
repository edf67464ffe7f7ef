import type { z } from 'zod'
import {
  type Frontmatter,
  frontmatterSchema,
  kebabCase,
  rankClaimSchema,
  ruleSchema,
  valueClaimSchema,
} from './frontmatter-schema.ts'

/**
 * The parts of faulty frontmatter that can still be checked, so that all faults of a paper are told
 * at once: unknown keys are dropped, and so is what does not hold to the schema.
 */
export function usableParts(
  data: unknown,
  stem: string,
): { data: Frontmatter; claimNames: ReadonlySet<string> } {
  const written = entriesOf(data)
  const { shape } = frontmatterSchema
  const plain = <T extends z.ZodType>(schema: T, key: string, fallback: z.output<T>) => {
    const result = schema.safeParse(written.get(key))
    return result.success ? result.data : fallback
  }
  const claims = [...entriesOf(written.get('claims'))].flatMap(([name, claim]) => {
    const known = entriesOf(claim).has('rank')
      ? usable(rankClaimSchema, claim)
      : usable(valueClaimSchema, claim)
    return known && kebabCase.safeParse(name).success ? [[name, known] as const] : []
  })
  const rules = [...entriesOf(written.get('rules'))].flatMap(([slug, rule]) => {
    const known = usable(ruleSchema, rule)
    return known ? [[slug, known] as const] : []
  })
  return {
    data: {
      title: plain(shape.title, 'title', stem),
      domain: plain(shape.domain, 'domain', stem),
      status: plain(shape.status, 'status', 'draft'),
      summary: plain(shape.summary, 'summary', ''),
      claims: Object.fromEntries(claims),
      rules: Object.fromEntries(rules),
    },
    claimNames: new Set(entriesOf(written.get('claims')).keys()),
  }
}

function usable<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.output<Schema> | null {
  const known = [...entriesOf(value)].filter(([key]) => Object.hasOwn(schema.shape, key))
  const result = schema.safeParse(Object.fromEntries(known))
  return result.success ? result.data : null
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}
