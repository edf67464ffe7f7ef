import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  type Catalogue,
  type DescribedSuites,
  describeSuites,
  type FoundInterpreter,
  findInterpreter,
  type InterpreterSearch,
  interpreterKey,
  SuiteFaults,
} from '@rulebook/bench'
import { isFolder } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import { committedCatalogue, withoutEither } from '../repository/committed-catalogue.ts'
import type { Workspace } from '../repository/workspace.ts'
import { SuiteFailure } from './suite-findings.ts'
import { milliseconds, writeCatalogue } from './write-catalogue.ts'

/** Which Python looks at the suites, and how long it may take. */
export interface SubjectFlags {
  /** Path of the Python to measure with. */
  python?: string
  /** Seconds that a worker may take for one step, in place of the setting. */
  timeout?: number
}

/** What is measured here: a Python, the catalogue, and the files that keep its samples. */
export interface MeasuredSubject {
  interpreter: FoundInterpreter
  catalogue: Catalogue
  localRun: string
  journal: string
}

/** What can be measured here; without a Python only the catalogue is known, and why each one tried is of no use. */
export type Subject = MeasuredSubject | { interpreter: null; catalogue: Catalogue; rejected: string }

/** What a process that looks at suites again and again need not ask Python twice. */
export interface SubjectMemory {
  search?: InterpreterSearch
  suites: DescribedSuites
}

/** Find Python and read the catalogue: from the suites where there is Python, else as committed. */
export async function findSubject(
  workspace: Workspace,
  flags: SubjectFlags,
  memory: SubjectMemory = { suites: new Map() },
): Promise<Subject> {
  const usable = memory.search?.found && existsSync(memory.search.found.path)
  if (!usable) memory.search = await findInterpreter(flags.python)
  const { found, rejected } = memory.search!
  if (!found) {
    const tried = rejected.map(({ command, reason }) => `${command}: ${reason}`).join('; ')
    if (flags.python) throw new Failure(`No usable Python, tried ${tried}; name another with --python`)
    return {
      interpreter: null,
      catalogue: await committedCatalogue(workspace, withoutEither),
      rejected: tried,
    }
  }
  checkFolders(workspace)
  try {
    const files = await localFiles(workspace, found, flags)
    const catalogue = await writeCatalogue(workspace, found, files.localRun, memory.suites, flags.timeout)
    return { interpreter: found, catalogue, ...files }
  } catch (error) {
    if (error instanceof SuiteFaults) throw new SuiteFailure(workspace, error.faults)
    throw error
  }
}

/** Throws a Failure that names every folder of Python code that is not there. */
function checkFolders({ config, paths }: Workspace): void {
  const missing = isFolder(paths.suites) ? [] : [`The suites folder ${config.suites}`]
  for (const [index, folder] of config.pythonPath.entries()) {
    if (!isFolder(paths.pythonPath[index]!)) missing.push(`The folder ${folder} of pythonPath`)
  }
  if (missing.length === 0) return
  throw new Failure(
    missing.map(
      (what) => `${what} is not there, expected one; create it, or name another in rulebook.config.json`,
    ),
  )
}

/**
 * Ask Python ahead what {@link findSubject} is going to ask, so that the answers are in `memory`. What is
 * wrong is told when it asks.
 */
export async function fillMemory({ paths, config }: Workspace, memory: SubjectMemory): Promise<void> {
  memory.search ??= await findInterpreter()
  const { found } = memory.search
  if (!found) return
  await describeSuites(paths.suites, found.path, {
    described: memory.suites,
    ...milliseconds(config.timeoutSeconds, 'timeout'),
  }).catch(() => {})
}

/** A Python named by hand, other than the usual one, keeps its samples in files of its own. */
async function localFiles(
  { paths }: Workspace,
  interpreter: FoundInterpreter,
  { python }: SubjectFlags,
): Promise<Pick<MeasuredSubject, 'localRun' | 'journal'>> {
  const usual = python === undefined || (await findInterpreter()).found?.path === interpreter.path
  if (usual) return { localRun: paths.localRun, journal: paths.journal }
  const key = interpreterKey(interpreter)
  return {
    localRun: path.join(paths.local, `run-${key}.json`),
    journal: path.join(paths.local, `journal-${key}.jsonl`),
  }
}
