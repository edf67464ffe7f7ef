import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { type Catalogue, parseCatalogue, readRun } from '@rulebook/bench'
import { isFolder, readText } from '../files/files.ts'
import { readSealedRun } from '../local-state/local-run.ts'
import { workFolder } from '../local-state/work-folder.ts'
import type { Workspace } from '../repository/workspace.ts'
import type { Diagnosis } from './diagnosis.ts'

/** Folders that the settings name, those of the repository's own code among them. */
export function folderDiagnoses({ root, config }: Workspace): Diagnosis[] {
  const named = [
    ['papers', config.papers],
    ['suites', config.suites],
    ...config.pythonPath.map((folder) => ['own code', folder]),
  ]
  return named.map(([which, folder]) => {
    const what = `folder of ${which}`
    if (isFolder(path.join(root, folder!))) return { what, state: 'fine', found: folder! }
    const fix = `create ${folder}, or name another in rulebook.config.json`
    return { what, state: 'missing', found: 'none', fix }
  })
}

/** The committed catalogue, with what it holds. */
export async function catalogueDiagnosis({
  config,
  paths,
}: Workspace): Promise<{ diagnosis: Diagnosis; catalogue: Catalogue | null }> {
  const what = 'catalogue'
  const fix = 'run `rulebook measure --list`'
  const missing = (found: string) => ({
    diagnosis: { what, state: 'missing' as const, found, fix },
    catalogue: null,
  })
  const text = await readText(paths.catalogue)
  if (text === null) return missing('none')
  try {
    const catalogue = parseCatalogue(text, config.catalogue)
    const found = `${catalogue.benchmarks.length} benchmarks`
    return { diagnosis: { what, state: 'fine', found }, catalogue }
  } catch {
    return missing('not readable')
  }
}

export async function runDiagnosis(
  workspace: Workspace,
  which: 'publishedRun' | 'localRun',
): Promise<Diagnosis> {
  const what = which === 'localRun' ? 'local run' : 'published run'
  const fix = 'run `rulebook rebuild`'
  try {
    const { publishedRun, localRun } = workspace.paths
    const run = await (which === 'localRun' ? readSealedRun(workspace, localRun) : readRun(publishedRun))
    if (!run) return { what, state: 'note', found: 'none yet', fix }
    const skipped = run.skipped.length > 0 ? `, ${run.skipped.length} benchmarks or blocks skipped` : ''
    return { what, state: 'fine', found: `${run.id}, ${run.blocks.length} blocks${skipped}` }
  } catch (error) {
    return { what, state: 'missing', found: (error as Error).message.split('\n')[0]!, fix }
  }
}

export async function writableDiagnosis({ root }: Workspace): Promise<Diagnosis> {
  const what = 'repository'
  try {
    await access(root, constants.W_OK)
    return { what, state: 'fine', found: 'may be written' }
  } catch {
    return { what, state: 'missing', found: 'may not be written', fix: 'change its permissions' }
  }
}

/** Where the files of benchmarks lie. */
export async function workFolderDiagnosis(workspace: Workspace): Promise<Diagnosis> {
  const what = 'work folder'
  const { filesystem, fault } = await workFolder(workspace)
  return fault
    ? { what, state: 'note', ...fault }
    : { what, state: 'fine', found: `on ${filesystem ?? 'a filesystem that is not known'}` }
}
