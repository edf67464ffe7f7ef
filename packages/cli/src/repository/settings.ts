import path from 'node:path'
import { z } from 'zod'

/** A path from the root of the repository, the same on every system; never out of it. */
const inside = z
  .string()
  .min(1)
  // Systems take no longer ones.
  .refine(
    (value) =>
      Buffer.byteLength(value) <= 1000 && value.split('/').every((name) => Buffer.byteLength(name) <= 255),
    { error: 'expected a path of at most 1000 bytes, of names of at most 255 each' },
  )
  .regex(/^[^\p{Cc}]*$/u, { error: 'expected a path without control characters' })
  .regex(/^[^\\]*$/, { error: 'expected `/` between folders' })
  .refine(
    (value) =>
      !path.win32.isAbsolute(value) &&
      !/^[a-z]:/i.test(value) &&
      path.posix.normalize(value).split('/')[0] !== '..',
    { error: 'expected a path inside the repository' },
  )

/** Tokens that a budget may have; the exact selection takes a byte a rule and token. */
export const largestBudget = 20_000

/** Seconds that a step of a worker may be allowed at most. */
export const longestTimeout = 86_400

/** Characters of all patterns of runs together: each of them may be tried against each of a file's name. */
const mostOfPatterns = 2000

/** rulebook.config.json. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the JSON Schema of these settings lies, for editors.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\r\n]*$/, { error: 'expected one line' })
    .default('Python performance rules')
    .describe('Heading of the rulebook.'),
  papers: inside.default('papers').describe('Folder of the papers.'),
  suites: inside.default('suites/python').describe('Folder of the suites.'),
  pythonPath: z
    .array(inside)
    .default([])
    .describe(
      "Folders with the repository's own Python code, such as `src`, for suites to import; what a benchmark imports of them is measured again when it changes.",
    ),
  requirements: inside
    .optional()
    .describe(
      'The lock of the Python packages that suites require: versions with hashes, as `uv pip compile --generate-hashes` writes it. When left out, `suites/python/requirements.txt` where there is one, else the packages of the interpreter.',
    ),
  catalogue: inside
    .default('rulebook.catalogue.json')
    .describe('The catalogue of what the suites define, for checking papers without Python.'),
  publishedRun: inside.default('runs/published.json').describe('The committed run that the figures rest on.'),
  runs: z
    .array(inside)
    .max(100)
    .refine((patterns) => patterns.join('').length <= mostOfPatterns, {
      error: `expected at most ${mostOfPatterns} characters in all patterns together`,
    })
    .default([])
    .describe(
      'Further committed runs, of other machines and interpreters: patterns of paths, such as `runs/*.json`. A rule must hold in each, and figures are ranges where they differ.',
    ),
  rulebook: inside.default('RULEBOOK.md').describe('The rulebook that is written.'),
  evidence: inside
    .default('RULEBOOK.evidence.json')
    .describe('What the rulebook rests on, written beside it.'),
  copies: z
    .array(inside.regex(/\.(?:md|mdc|markdown)$/i, { error: 'expected a Markdown file' }))
    .default([])
    .describe(
      'Markdown files that carry a copy of the rulebook, between `<!-- rulebook:start -->` and `<!-- rulebook:end -->`, written with it.',
    ),
  budget: z.int().min(20).max(largestBudget).default(200).describe('Most tokens of the whole rulebook.'),
  tokenizer: z
    .enum(['o200k_base', 'cl100k_base'])
    .default('o200k_base')
    .describe('The tokenizer that the budget is counted with.'),
  effort: z.enum(['quick', 'normal', 'thorough']).default('normal').describe('How much to sample.'),
  python: z
    .string()
    .regex(/^\d+\.\d+$/, { error: 'expected a minor version such as 3.13' })
    .optional()
    .describe('The minor version of Python that the runs should be of, such as `3.13`; any when left out.'),
  maxAgeDays: z
    .number()
    .positive()
    .max(36_500)
    .default(30)
    .describe('Days after which samples of this machine are measured again.'),
  timeoutSeconds: z
    .number()
    .min(1)
    .max(longestTimeout)
    .optional()
    .describe(
      'Seconds that a worker may take for one step: to import a suite and set up a block, or for one pass over its members; also to read a suite for the catalogue. When left out, 60, and 30 for reading.',
    ),
  memoryGigabytes: z
    .number()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe(
      'Gigabytes (2^30 bytes) of address space that a worker may reserve. When left out, three quarters of the memory that is available to it, limits of control groups included.',
    ),
})
/** Settings as people write them. */
export type ConfigInput = z.input<typeof configSchema>
/** Settings as the program uses them. */
export type Config = z.output<typeof configSchema>

/** Where the lock of packages is looked for when no setting names it. */
export const defaultRequirements = 'suites/python/requirements.txt'
