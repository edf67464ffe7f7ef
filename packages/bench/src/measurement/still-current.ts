import path from 'node:path'
import { z } from 'zod'
import { catalogueEntrySchema } from '../catalogue/catalogue.ts'
import type { PlannedBlock } from '../plan/plan.ts'
import { loadedChanges, namesOf, type Standing } from '../run/loaded.ts'
import type { Loaded } from '../run/run.ts'
import { Worker } from '../worker/worker.ts'
import { WorkerFailure } from '../worker/worker-failure.ts'

/** Ask Python what stands now of what was loaded: versions, and hashes of the modules below `root`. */
export async function standingOf(
  python: string,
  root: string,
  loaded: readonly Loaded[],
  packages: readonly string[] = [],
): Promise<Standing> {
  const names = namesOf(loaded)
  const wanted = [...new Set([...names.packages, ...packages])]
  if (wanted.length + names.modules.length === 0) return { packages: {}, modules: {} }
  const worker = await Worker.start({ python })
  try {
    return await worker.standing(root, wanted, names.modules)
  } finally {
    await worker.stop()
  }
}

/**
 * What is no longer as it was when blocks were measured, by block id, in words: what they loaded, and their
 * suites. Blocks of which nothing changed are not in it.
 */
export async function changesSince(
  measured: readonly { block: PlannedBlock; loaded: Loaded }[],
  { python, root, suites }: { python: string; root: string; suites: string },
): Promise<Map<string, string[]>> {
  const standing = await standingOf(
    python,
    root,
    measured.map(({ loaded }) => loaded),
  )
  const changes = new Map<string, string[]>()
  const worker = await Worker.start({ python })
  try {
    const sources = new Map<string, string>()
    for (const domain of new Set(measured.map(({ block }) => block.domain))) {
      for (const [id, hash] of await sourcesOf(worker, path.resolve(suites, `${domain}.py`))) {
        sources.set(id, hash)
      }
    }
    for (const { block, loaded } of measured) {
      const isSame = block.members.every(({ id, sourceHash }) => sources.get(id) === sourceHash)
      const found = [...(isSame ? [] : [`${block.domain}.py changed`]), ...loadedChanges(loaded, standing)]
      if (found.length > 0) changes.set(block.id, found)
    }
  } finally {
    await worker.stop()
  }
  return changes
}

/** Hashes of a suite's benchmarks as it is now, by id; none of one that has no form any more. */
async function sourcesOf(worker: Worker, suite: string): Promise<Map<string, string>> {
  try {
    const { entries } = await worker.describe(suite)
    return new Map(
      z
        .array(catalogueEntrySchema)
        .parse(entries)
        .map(({ id, sourceHash }) => [id, sourceHash]),
    )
  } catch (error) {
    if (error instanceof WorkerFailure && error.kind === 'suite') return new Map()
    throw error
  }
}
