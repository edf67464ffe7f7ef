import { z } from 'zod'

const intervalSchema = z.tuple([z.number(), z.number()])
const verdictSchema = z.enum(['supported', 'refuted', 'inconclusive', 'unmeasured'])
const warningSchema = z.strictObject({ code: z.string(), message: z.string() })
const claimWarningSchema = warningSchema.extend({
  /** The benchmark it is about; absent when it is about the estimate. */
  benchmark: z.string().optional(),
})

/** What the text of a figure is written from. It stays while it stands for what is measured. */
const publishedFromSchema = z.union([
  z.strictObject({
    /** The estimate, unrounded; of a range the least and the greatest of the runs. */
    estimates: z.union([z.tuple([z.number()]), z.tuple([z.number(), z.number()])]),
    /** Short hash of the sources of the benchmarks. */
    sources: z.string(),
  }),
  z.strictObject({
    /** Labels of a rank, cheapest first, in groups that are tied. */
    order: z.array(z.array(z.string()).min(1)).min(1),
    /** Short hash of the sources of the benchmarks. */
    sources: z.string(),
  }),
])
/** What the text of a figure is written from. */
export type PublishedFrom = z.output<typeof publishedFromSchema>

const measuredSchema = z.strictObject({
  /** Id of the run. */
  run: z.string(),
  /** In base units: seconds, bytes, a fraction of one, or plain. For a rank: the last over the first. */
  estimate: z.number(),
  /** 95 % confidence bounds, in the unit of the estimate. */
  interval: intervalSchema,
  /** Independent observations: fresh processes. */
  processes: z.int(),
  /** Samples over all processes, passes and benchmarks. */
  samples: z.int(),
})

/** RULEBOOK.evidence.json, version 1. */
export const evidenceFileSchema = z.strictObject({
  schema: z.literal('rulebook.evidence/1'),
  budget: z.strictObject({ limit: z.int(), used: z.int(), tokenizer: z.string() }),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      /** Path from the root of the repository. */
      file: z.string(),
      interpreter: z.string(),
      machine: z.string(),
      /** Type of the filesystem of the work folder; absent where unknown, and in evidence of before it was kept. */
      filesystem: z.string().optional(),
      measuredAt: z.string(),
    }),
  ),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      domain: z.string(),
      /** Does it stand in the rulebook? */
      published: z.boolean(),
      /**
       * Does it hold: is all that it leans on supported, and its paper accepted? Evidence of before that was
       * kept does not say it.
       */
      holds: z.boolean().optional(),
      /** Its line, or the shortest it would have. */
      text: z.string(),
      tokens: z.int(),
      /** Weight × strength. */
      value: z.number(),
      claims: z.array(z.string()),
      /** Why it is left out. */
      reason: z.string().optional(),
    }),
  ),
  claims: z.array(
    z.strictObject({
      id: z.string(),
      domain: z.string(),
      kind: z.enum(['ratio', 'saving', 'share', 'time', 'size', 'count', 'rank']),
      /** The expression, or the ranked labels. */
      value: z.string(),
      /** When it counts as true. */
      holds: z.string(),
      /** Why a bound of it lies far from what is measured, where the paper says so. */
      why: z.string().optional(),
      verdict: verdictSchema,
      /** The text shown wherever the claim is; `null` while unmeasured. */
      figure: z.string().nullable(),
      /** What that text is written from; evidence of before it was kept has none. */
      publishedFrom: publishedFromSchema.optional(),
      estimate: z.number().nullable(),
      interval: intervalSchema.nullable(),
      samples: z.int(),
      benchmarks: z.array(z.string()),
      cited: z.strictObject({ value: z.number(), by: z.string() }).optional(),
      warnings: z.array(claimWarningSchema),
      /** One measurement a run, with what it says by itself; evidence of before that was kept does not say it. */
      runs: z.array(measuredSchema.extend({ verdict: verdictSchema.optional() })),
    }),
  ),
  /** Benchmarks whose cost a paper shows. */
  benchmarks: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['time', 'size']),
      figure: z.string().nullable(),
      /** What that text is written from; evidence of before it was kept has none. */
      publishedFrom: publishedFromSchema.optional(),
      estimate: z.number().nullable(),
      interval: intervalSchema.nullable(),
      /** Of the runs it rests on; evidence of before that was kept does not say it. */
      warnings: z.array(warningSchema).optional(),
      runs: z.array(measuredSchema),
    }),
  ),
})
/** What the rulebook and the papers' figures rest on. */
export type EvidenceFile = z.output<typeof evidenceFileSchema>

/** An evidence file that cannot be used, and why. */
export class EvidenceFault extends Error {
  override name = 'EvidenceFault'
}

/** Parse an evidence file's text. Throws {@link EvidenceFault} when it is not one. */
export function parseEvidenceFile(text: string, file: string): EvidenceFile {
  const fix = `restore it from version control, or delete it and run \`rulebook distill\``
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new EvidenceFault(`${file}: not JSON (${(error as Error).message}); ${fix}`)
  }
  const result = evidenceFileSchema.safeParse(data)
  if (result.success) return result.data
  throw new EvidenceFault(`${file}: not a rulebook.evidence/1:\n${z.prettifyError(result.error)}\n${fix}`)
}

/** An evidence file as it is written to disk. Throws when it could not be read back: nothing but that is written. */
export function formatEvidenceFile(evidence: EvidenceFile): string {
  const { error } = evidenceFileSchema.safeParse(evidence)
  if (error) throw new Error(`the evidence made is not a rulebook.evidence/1:\n${z.prettifyError(error)}`)
  return `${JSON.stringify(evidence, null, 2)}\n`
}
