import { z } from 'zod'
import { numberKinds } from '../kinds.ts'

// Descriptions go into the JSON Schema, where editors show them.

/** Names of domains, claims and rules. */
export const kebabCase = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case')
/** Copied into sections, figures and headers as it is, where a line break would begin something else. */
const line = z.string().trim().min(1).max(400).regex(/^.*$/u, 'expected text on one line')
/** Authors write a bare number or a number with its unit; both are read as text. */
const quantity = z.union([z.number(), z.string()]).transform(String)

const citedSchema = z.strictObject({
  value: quantity.describe(
    'The number as it was published, in the unit of the claim: 1387, "28.2 µs", "69%".',
  ),
  by: line.describe('Who published it: python-numbers.'),
})

export const valueClaimSchema = z
  .strictObject({
    value: z
      .union([z.string(), z.number()])
      .transform(String)
      .describe(
        'An expression over benchmarks of one block, at most 200 characters: names, numbers, + - * / and parentheses.',
      ),
    as: z
      .enum(numberKinds)
      .describe(
        'What the value is shown as: ratio 350×, saving 37% (of a cost, compared by what remains), share 0.16% (a part of a whole, compared by its factor), time 28 µs, size 72 B, count 12.',
      ),
    holds: z
      .string()
      .describe(
        'When the claim counts as true: "> 10", "> 2 and < 4", "< 50 µs". Quote it: > means something else in YAML.',
      ),
    why: line
      .optional()
      .describe(
        'Why a bound of holds lies more than three times away from what is measured, in one sentence: a sync takes as long as the disk wants.',
      ),
    cited: citedSchema.optional().describe('What somebody else published; never shown as measured.'),
  })
  .describe('A statement about one number.')

export const rankClaimSchema = z
  .strictObject({
    rank: z
      .record(z.string(), line)
      .describe('Benchmark names of one block, each with the label it is shown by, in plain text.'),
    holds: z.string().describe('The benchmark that must come first, or tie for first.'),
  })
  .describe('A statement about an order.')

export const ruleSchema = z.strictObject({
  weight: z
    .number()
    .positive()
    .max(100)
    .default(1)
    .describe('How much the rule matters against others, above 0 and up to 100; 1 by default.'),
  effect: kebabCase
    .optional()
    .describe("The claim whose size is the rule's strength; by default the first that its directive shows."),
  claims: z
    .array(kebabCase)
    .default([])
    .describe('Claims that the rule leans on besides those its directives show.'),
})

export const frontmatterSchema = z
  .strictObject({
    title: line.describe("The paper's title."),
    domain: kebabCase.describe('The domain, kebab-case; also the name of the file and of the suite.'),
    status: z
      .enum(['draft', 'accepted', 'superseded'])
      .describe('Rules of a paper are published only when it is accepted.'),
    summary: line.describe('The finding in one sentence, in words: no figure can stand here.'),
    claims: z
      .record(kebabCase, z.union([valueClaimSchema, rankClaimSchema]))
      .refine((claims) => Object.keys(claims).length > 0, 'expected at least one claim')
      .describe('Testable statements by name, kebab-case.'),
    rules: z
      .record(z.string(), ruleSchema)
      .default({})
      .describe("Settings of rules, by the slug of the rule's heading."),
  })
  .describe('The frontmatter of a paper: what it claims and what its rules lean on.')

/** Frontmatter as people write it. */
export type FrontmatterInput = z.input<typeof frontmatterSchema>
/** Frontmatter as the program uses it. */
export type Frontmatter = z.output<typeof frontmatterSchema>
