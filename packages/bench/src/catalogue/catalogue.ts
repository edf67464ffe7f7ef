import { stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { findJsonTextFault, jsonProblem, lineOfOtherForm } from '../run/json-text.ts'
import type { SourceHashes } from '../run/loaded.ts'
import { benchmarkKindSchema, modulePathSchema, setupPerSchema, unitSchema, useSchema } from '../run/run.ts'
import { fixOfTimeout } from '../worker/failure-fix.ts'
import { Worker } from '../worker/worker.ts'
import { WorkerFailure } from '../worker/worker-failure.ts'
import { hashOfSource, pathFrom, sourceHashesSchema } from './sources.ts'
import { misnamedSuites, suiteNames } from './suite-names.ts'

export const catalogueEntrySchema = z.strictObject({
  id: z.string(),
  domain: z.string(),
  /** Name of the block inside the domain. */
  block: z.string(),
  unit: unitSchema,
  kind: benchmarkKindSchema,
  doc: z.string(),
  setup: z.string(),
  setupPer: setupPerSchema,
  statement: z.string(),
  raw: z.boolean(),
  /** Python packages the benchmark imports. */
  requires: z.array(z.string()),
  sourceHash: z.string(),
  /** Those of a block with the same name give equal results. */
  same: z.string().optional(),
  /** In what uses it is sampled, `dropped` first; in that one only when left out. */
  uses: z.array(useSchema).optional(),
  /** What the yield above the statement hands over, as in `key in [...]`. */
  inputs: z.string().optional(),
})
/** What can be measured, known without running Python. */
export type CatalogueEntry = z.output<typeof catalogueEntrySchema>

const catalogueSchema = z.strictObject({
  schema: z.literal('rulebook.catalogue/1'),
  benchmarks: z.array(catalogueEntrySchema),
  /** Hashes of the suites and of the own code that runs loaded, by path from the root; see `changedSources`. */
  sources: z.record(modulePathSchema, sourceHashesSchema).optional(),
})
export type Catalogue = z.output<typeof catalogueSchema>

/** Faults of a suite or a catalogue, one a line, each with the file's name, line, column and fix. */
export class SuiteFaults extends Error {
  override name = 'SuiteFaults'
  readonly faults: string[]
  constructor(faults: string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/** Benchmarks that a block may hold: fewer cannot be compared, more would not be sampled side by side. */
export const blockSize = { least: 2, most: 8 }

/** What a Python file defines, nothing where it is no suite, and its hashes. */
interface DescribedFile {
  source: SourceHashes
  entries: CatalogueEntry[]
}
/** What files were described as, by path, for a process that describes them again and again. */
export type DescribedSuites = Map<string, DescribedFile>

/**
 * Where suites find modules that are neither Python's nor a package's: in the folder of the suites
 * itself, and in `pythonPath` (absolute paths).
 */
export function importFolders(suites: string, pythonPath: readonly string[] = []): string[] {
  return [path.resolve(suites), ...pythonPath]
}

export interface DescribeOptions {
  /** Folder of the repository, from which paths are told; that of the suites by default. */
  root?: string
  /** The repository's own modules that runs loaded, by path from the root. */
  modules?: readonly string[]
  described?: DescribedSuites
  /** Milliseconds in which a suite is to be read. */
  timeout?: number
}

/**
 * Ask Python what the suites of a folder define; nothing of them is run. Files that are still as they
 * were `described` are not asked about again. Throws {@link SuiteFaults} with the faults of every suite at
 * once.
 */
export async function describeSuites(
  directory: string,
  python: string,
  { root = directory, modules = [], described = new Map(), timeout }: DescribeOptions = {},
): Promise<Catalogue> {
  const faults: string[] = []
  const benchmarks: CatalogueEntry[] = []
  const sources = new Map<string, SourceHashes>()
  let worker = await Worker.start({ python })
  try {
    for (const name of await misnamedSuites(directory)) {
      faults.push(
        `${name}: unexpected name of a suite, expected a domain in kebab-case, such as json-serialization.py; ` +
          'rename it, or begin its name with _ if it is none',
      )
    }
    for (const name of await suiteNames(directory)) {
      const file = path.resolve(directory, name)
      try {
        // Python would wait for a pipe, and read a device to no end.
        if ((await stat(file).catch(() => null))?.isFile() === false) {
          faults.push(`${name}: unexpected folder, pipe or device, expected a suite; move it away`)
          continue
        }
        const suite = await describeSuite(file, worker, described, timeout)
        benchmarks.push(...suite.entries)
        sources.set(pathFrom(root, file), suite.source)
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error
        if (error.kind === 'suite') faults.push(...error.message.split('\n'))
        else {
          faults.push(`${name}: ${unreadable(error, name)}`)
          // Without Python no suite can be read.
          if (error.phase?.name === '') throw new SuiteFaults(faults)
          await worker.stop()
          worker = await Worker.start({ python })
        }
      }
    }
    for (const [file, source] of await describeModules(root, modules, worker, described)) {
      sources.set(file, source)
    }
  } finally {
    await worker.stop()
  }
  for (const [block, members] of blocksOf(benchmarks)) {
    for (const fault of blockFaults(members)) faults.push(`${members[0]!.domain}.py: block ${block} ${fault}`)
  }
  if (faults.length > 0) throw new SuiteFaults(faults)
  return {
    schema: 'rulebook.catalogue/1',
    benchmarks,
    sources: Object.fromEntries([...sources].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

async function describeSuite(
  file: string,
  worker: Worker,
  described: DescribedSuites,
  timeout: number | undefined,
): Promise<DescribedFile> {
  const known = described.get(file)
  if (known && known.source.text === (await hashOfSource(file))) return known
  const { entries, source } = await worker.describe(file, timeout)
  const suite = { entries: z.array(catalogueEntrySchema).parse(entries), source }
  described.set(file, suite)
  return suite
}

/** Why a suite that hangs or ends the process that reads it could not be read, and how to fix that. */
function unreadable(failure: WorkerFailure, suite: string): string {
  const fix =
    failure.kind === 'timeout' ? fixOfTimeout(failure, suite) : 'write its expressions less deep or split it'
  return `${failure.message}; ${fix}`
}

/** Hashes of modules, by path from `root`; those that are not there are left out. */
async function describeModules(
  root: string,
  modules: readonly string[],
  worker: Worker,
  described: DescribedSuites,
): Promise<[string, SourceHashes][]> {
  const unknown: string[] = []
  for (const file of modules) {
    const place = path.resolve(root, file)
    if (described.get(place)?.source.text !== (await hashOfSource(place))) unknown.push(file)
  }
  const asked = unknown.length > 0 ? await worker.standing(root, [], unknown) : { modules: {} }
  for (const [file, source] of Object.entries(asked.modules)) {
    const place = path.resolve(root, file)
    if (source) described.set(place, { entries: described.get(place)?.entries ?? [], source })
    else described.delete(place)
  }
  return modules.flatMap((file) => {
    const known = described.get(path.resolve(root, file))
    return known ? [[file, known.source] as [string, SourceHashes]] : []
  })
}

/** Why benchmarks cannot be compared in one block. */
function* blockFaults(members: CatalogueEntry[]): Generator<string> {
  const { least, most } = blockSize
  if (members.length < least || members.length > most) {
    const fix = members.length < least ? 'add what it is compared with' : 'split it'
    yield `has ${members.length} benchmarks, expected ${least} to ${most}; ${fix}`
  }
  if (new Set(members.map((member) => member.unit)).size > 1) {
    yield 'holds benchmarks in seconds and in bytes, expected one unit; give each unit a block'
  } else if (new Set(members.map((member) => member.kind === 'fresh')).size > 1) {
    yield 'holds fresh benchmarks beside others, expected one sort; give the fresh ones a block'
  }
}

/** Benchmarks by block id (`domain/block`), in the order of the catalogue. */
export function blocksOf(benchmarks: CatalogueEntry[]): Map<string, CatalogueEntry[]> {
  const blocks = new Map<string, CatalogueEntry[]>()
  for (const benchmark of benchmarks) {
    const id = `${benchmark.domain}/${benchmark.block}`
    const members = blocks.get(id)
    if (members) members.push(benchmark)
    else blocks.set(id, [benchmark])
  }
  return blocks
}

/** The catalogue as it is written to disk. */
export function formatCatalogue(catalogue: Catalogue): string {
  return `${JSON.stringify(catalogue, null, 2)}\n`
}

/** Faults of a catalogue that are told; it is written anew whatever they are. */
const mostTold = 3

/** Parse a catalogue file's text. Throws {@link SuiteFaults} when it is not one. */
export function parseCatalogue(text: string, file: string): Catalogue {
  const again = 'write it again with `rulebook measure --list`'
  const fault = findJsonTextFault(text)
  if (fault) throw new SuiteFaults([`${file}:${fault.line}: not a catalogue: ${fault.message}; ${again}`])
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new SuiteFaults([`${file}: not a catalogue: not JSON (${jsonProblem(error)}); ${again}`])
  }
  const { data: catalogue, error } = catalogueSchema.safeParse(data)
  const line = lineOfOtherForm(text, data)
  if (catalogue && line === null) return catalogue
  const said = error
    ? z.prettifyError(new z.ZodError(error.issues.slice(0, mostTold)))
    : `unexpected key that stands twice, or text or number in another form than JSON.stringify gives, on line ${line}`
  throw new SuiteFaults([`${file}: not a catalogue: ${said}; ${again}`])
}
