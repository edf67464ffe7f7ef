import type { Use } from '@rulebook/bench'
import { numberKinds } from '@rulebook/papers/kinds'
import { z } from 'zod'

/** The uses of a benchmark, in the order in which measurements are listed. */
export const uses = ['dropped', 'kept', 'varied'] as const satisfies readonly Use[]

const intervalSchema = z.tuple([z.number(), z.number()])
const verdictSchema = z.enum(['supported', 'refuted', 'inconclusive', 'unmeasured'])
const useSchema = z.enum(uses)
const warningSchema = z.strictObject({ code: z.string(), message: z.string() })
const claimWarningSchema = warningSchema.extend({
  /** The benchmark it is about; absent when it is about the estimate. */
  benchmark: z.string().optional(),
  /** The use that was sampled; absent for results dropped. */
  use: useSchema.optional(),
})

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
      /** Type of the filesystem of the work folder; absent where unknown. */
      filesystem: z.string().optional(),
      measuredAt: z.string(),
    }),
  ),
  /** The blocks that claims and costs rest on, of each run, with what they ran. */
  blocks: z.array(
    z.strictObject({
      /** `domain/block`. */
      id: z.string(),
      /** Id of the run. */
      run: z.string(),
      measuredAt: z.string(),
      /** Third-party distributions that it loaded, with their versions. */
      packages: z.record(z.string(), z.string()),
      /** Modules of the repository that it loaded, by path, with a hash of their code. */
      modules: z.record(z.string(), z.string()),
    }),
  ),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      domain: z.string(),
      /** Does it stand in the rulebook? */
      published: z.boolean(),
      /** Does it hold: is all that it leans on supported, and its paper accepted? */
      holds: z.boolean(),
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
      kind: z.enum([...numberKinds, 'rank']),
      /** The expression, or the ranked labels. */
      value: z.string(),
      /** When it counts as true. */
      holds: z.string(),
      /** Why a bound of it lies far from what is measured, where the paper says so. */
      why: z.string().optional(),
      verdict: verdictSchema,
      /** The text shown wherever the claim is; `null` while unmeasured. It follows from `runs`, of a rank from `order`. */
      figure: z.string().nullable(),
      /** Labels of a rank that was measured, cheapest first, in groups that are tied on some run or in some use. */
      order: z.array(z.array(z.string()).min(1)).min(1).optional(),
      estimate: z.number().nullable(),
      interval: intervalSchema.nullable(),
      samples: z.int(),
      benchmarks: z.array(z.string()),
      cited: z.strictObject({ value: z.number(), by: z.string() }).optional(),
      warnings: z.array(claimWarningSchema),
      /** One measurement a run and a use that all of its benchmarks were sampled in, with what it says by itself. */
      runs: z.array(
        measuredSchema.extend({
          /** Results dropped at once, results kept, or inputs that take turns. */
          use: useSchema,
          verdict: verdictSchema,
        }),
      ),
    }),
  ),
  /** Benchmarks whose cost a paper shows. */
  benchmarks: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['time', 'size']),
      /** The text shown wherever the cost is; `null` while unmeasured. It follows from `runs`. */
      figure: z.string().nullable(),
      estimate: z.number().nullable(),
      interval: intervalSchema.nullable(),
      /** Of the runs it rests on, as are the estimates: results dropped at once. */
      warnings: z.array(warningSchema),
      runs: z.array(measuredSchema),
    }),
  ),
})
/** What the rulebook and the papers' figures rest on. */
export type EvidenceFile = z.output<typeof evidenceFileSchema>
