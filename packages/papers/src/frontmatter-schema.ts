import { z } from 'zod'

const kebabCase = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case')
const line = z.string().trim().min(1).max(400)
/** Authors write a bare number or a number with its unit; both are read as text. */
const quantity = z.union([z.number(), z.string()]).transform(String)

const citedSchema = z.strictObject({
  /** The number as it was published, in the unit of the claim: `1387`, `"28.2 µs"`, `"69%"`. */
  value: quantity,
  /** Who published it: `python-numbers`. */
  by: line,
})

const valueClaimSchema = z.strictObject({
  /** An expression over benchmarks of one block: names, numbers, + - * / and parentheses. */
  value: z.union([z.string(), z.number()]).transform(String),
  /** What the value is shown as. */
  as: z.enum(['ratio', 'percent', 'time', 'size', 'count']),
  /** When the claim counts as true: `"> 10"`, `"> 2 and < 4"`, `"< 50 µs"`. */
  holds: z.string(),
  /** What somebody else published; never shown as measured. */
  cited: citedSchema.optional(),
})

const rankClaimSchema = z.strictObject({
  /** Benchmark names of one block, each with the label it is shown by. */
  rank: z.record(z.string(), line),
  /** The benchmark that must come first, or tie for first. */
  holds: z.string(),
})

const ruleSchema = z.strictObject({
  /** How much the rule matters against others; 1 by default. */
  weight: z.number().positive().max(100).default(1),
  /** The claim whose size is the rule's strength; by default the first that its directive shows. */
  effect: kebabCase.optional(),
  /** Claims that the rule leans on besides those its directives show. */
  claims: z.array(kebabCase).default([]),
})

export const valueClaimKeys = Object.keys(valueClaimSchema.shape)
export const rankClaimKeys = Object.keys(rankClaimSchema.shape)
export const ruleKeys = Object.keys(ruleSchema.shape)

export const frontmatterSchema = z.strictObject({
  /** The paper's title. */
  title: line,
  /** The domain, kebab-case; also the name of the file and of the suite. */
  domain: kebabCase,
  /** Rules of a paper are published only when it is `accepted`. */
  status: z.enum(['draft', 'accepted', 'superseded']),
  /** The finding in one sentence. */
  summary: line,
  /** Testable statements by name, kebab-case. */
  claims: z
    .record(kebabCase, z.union([valueClaimSchema, rankClaimSchema]))
    .refine((claims) => Object.keys(claims).length > 0, 'expected at least one claim'),
  /** Settings of rules, by the slug of the rule's heading. */
  rules: z.record(z.string(), ruleSchema).default({}),
})

/** Frontmatter as people write it. */
export type FrontmatterInput = z.input<typeof frontmatterSchema>
/** Frontmatter as the program uses it. */
export type Frontmatter = z.output<typeof frontmatterSchema>
export type ClaimInput = Frontmatter['claims'][string]
