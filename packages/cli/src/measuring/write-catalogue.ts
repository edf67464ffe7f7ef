import path from 'node:path'
import {
  type Catalogue,
  type DescribedSuites,
  describeSuites,
  type FoundInterpreter,
  formatCatalogue,
  type Run,
  readRun,
} from '@rulebook/bench'
import { writeText } from '../files/files.ts'
import { readSealedRun } from '../local-state/local-run.ts'
import { configuredRuns } from '../repository/published.ts'
import { refuseForeignOutputs } from '../repository/recognised-output.ts'
import type { Workspace } from '../repository/workspace.ts'

/** Ask Python what the suites define and what the own code is that runs loaded, and write the catalogue. */
export async function writeCatalogue(
  workspace: Workspace,
  { path: python }: FoundInterpreter,
  localRun: string,
  described: DescribedSuites = new Map(),
  timeoutSeconds: number | undefined = workspace.config.timeoutSeconds,
): Promise<Catalogue> {
  const { root, paths } = workspace
  const modules = await recordedModules(workspace, localRun)
  const catalogue = await describeSuites(paths.suites, python, {
    root,
    modules,
    described,
    ...milliseconds(timeoutSeconds, 'timeout'),
  })
  refuseForeignOutputs(workspace)
  await writeText(workspace, paths.catalogue, formatCatalogue(catalogue), 'pipeline')
  return catalogue
}

/** A limit as an option in milliseconds under a name; no option where no limit is set. */
export function milliseconds<Name extends string>(
  seconds: number | undefined,
  name: Name,
): { [name in Name]?: number } {
  return seconds === undefined ? {} : ({ [name]: seconds * 1000 } as { [name in Name]?: number })
}

/** Paths of the own code that the committed runs and the local one loaded; what is wrong with a run is told elsewhere. */
async function recordedModules(workspace: Workspace, localRun: string): Promise<string[]> {
  const committed = configuredRuns(workspace).map((file) => path.join(workspace.root, file))
  const reading: Promise<Run | null>[] = [
    ...committed.map((file) => readRun(file)),
    readSealedRun(workspace, localRun),
  ]
  const runs = await Promise.all(reading.map((run) => run.catch(() => null)))
  const blocks = runs.flatMap((run) => run?.blocks ?? [])
  return [...new Set(blocks.flatMap(({ loaded }) => Object.keys(loaded.modules)))].sort()
}
