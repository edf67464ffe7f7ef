import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { configFile, findRoot } from './root.ts'

/** A path from the root of the repository; never out of it. */
const inside = z
  .string()
  .min(1)
  .refine((value) => !path.isAbsolute(value) && !path.normalize(value).startsWith('..'), {
    error: 'expected a path inside the repository',
  })

/** rulebook.config.json. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Heading of the rulebook. */
  title: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\r\n]*$/, { error: 'expected one line' })
    .default('Python performance rules'),
  /** Folder of the papers. */
  papers: inside.default('papers'),
  /** Folder of the suites. */
  suites: inside.default('suites/python'),
  /** The lock of the Python packages that suites require: versions with hashes, as `uv pip compile --generate-hashes` writes it. */
  requirements: inside.default('suites/python/requirements.txt'),
  /** The catalogue of what the suites define, for checking papers without Python. */
  catalogue: inside.default('rulebook.catalogue.json'),
  /** The committed run that the figures rest on. */
  publishedRun: inside.default('runs/published.json'),
  /**
   * Further committed runs, of other machines and interpreters: patterns of paths, such as
   * `runs/*.json`. A rule must hold in each, and figures are ranges where they differ.
   */
  runs: z.array(inside).default([]),
  rulebook: inside.default('RULEBOOK.md'),
  evidence: inside.default('RULEBOOK.evidence.json'),
  /** Most tokens of the whole rulebook. */
  budget: z.int().min(20).max(100_000).default(200),
  tokenizer: z.enum(['o200k_base', 'cl100k_base']).default('o200k_base'),
  effort: z.enum(['quick', 'normal', 'thorough']).default('normal'),
  /** The minor version of Python that the runs should be of, such as `3.13`; any when left out. */
  python: z
    .string()
    .regex(/^\d+\.\d+$/, { error: 'expected a minor version such as 3.13' })
    .optional(),
  /** Days after which samples of this machine are measured again. */
  maxAgeDays: z.number().positive().default(30),
})
/** Settings as people write them. */
export type ConfigInput = z.input<typeof configSchema>
/** Settings as the program uses them. */
export type Config = z.output<typeof configSchema>

/** The settings of the repository around `directory`, and where its root is. */
export async function loadConfig(directory: string): Promise<{ root: string; config: Config }> {
  const root = findRoot(path.resolve(directory))
  if (!root) {
    throw new Failure(
      `No ${configFile} was found in ${path.resolve(directory)} or above it, expected one at the root of the repository; create it with {} in it, or name the folder with --root`,
    )
  }
  let data: unknown
  try {
    data = JSON.parse(await readFile(path.join(root, configFile), 'utf8'))
  } catch (error) {
    throw new Failure(
      `${configFile}: not JSON (${(error as Error).message}), expected an object of settings; mend it`,
    )
  }
  const result = configSchema.safeParse(data)
  if (!result.success) throw new Failure(`${configFile}:\n${z.prettifyError(result.error)}`)
  return { root, config: result.data }
}
