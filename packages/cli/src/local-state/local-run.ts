import { lstatSync } from 'node:fs'
import path from 'node:path'
import { formatRun, type Run, readRun } from '@rulebook/bench'
import { sealed, unsealed } from '@rulebook/bench/seal'
import type { Workspace } from '../repository/workspace.ts'

/** The run measured on this machine earlier, if there is one that can be used. */
export interface LocalRun {
  run: Run | null
  /** Why one that is there is left aside: it cannot be read, or was not written here. A line each. */
  fault: string[] | null
}

/** Read the run measured on this machine earlier. */
export async function readLocalRun(workspace: Workspace, file = workspace.paths.localRun): Promise<LocalRun> {
  let fault: string[] | null = null
  const foreign = () => {
    fault = [
      `the local run is left aside: ${path.basename(file)} was not written by rulebook on this machine in this place; \`rulebook measure\` measures anew`,
    ]
  }
  try {
    return { run: await readSealedRun(workspace, file, foreign), fault }
  } catch (error) {
    return { run: null, fault: `the local run is left aside: ${(error as Error).message}`.split('\n') }
  }
}

/** The text of a run as it lies in a file of local state: what {@link readSealedRun} believes. */
export function sealedRun({ sign }: Pick<Workspace, 'sign'>, run: Run, file: string): string {
  return sealed(formatRun(run), path.basename(file), sign)
}

/** The run in a file of local state, or `null` for none and (`foreign` is called) for one that was not written here. */
export async function readSealedRun(
  { paths, sign }: Workspace,
  file: string,
  foreign: () => void = () => {},
): Promise<Run | null> {
  if (!lstatSync(paths.local, { throwIfNoEntry: false })?.isDirectory()) return null
  const accept = (text: string) => {
    const run = unsealed(text, path.basename(file), sign)
    if (run === null) foreign()
    return run
  }
  return readRun(file, { accept })
}
