import { existsSync } from 'node:fs'
import {
  type Catalogue,
  describeSuites,
  efforts,
  type FoundInterpreter,
  findInterpreter,
  forgetJournal,
  formatCatalogue,
  formatRun,
  measure,
  parseCatalogue,
  type Run,
  readRun,
  SuiteFaults,
} from '@rulebook/bench'
import { Failure } from './failure.ts'
import { readText, writeText } from './files.ts'
import { ProgressDisplay } from './progress.ts'
import type { Workspace } from './workspace.ts'

export interface MeasureFlags {
  /** Path of the Python to measure with. */
  python?: string
  effort?: 'quick' | 'normal' | 'thorough'
  /** Measure what still holds as well. */
  fresh?: boolean
}

/** What can be measured here: the interpreter, if there is one, and the catalogue. */
export interface Subject {
  interpreter: FoundInterpreter | null
  catalogue: Catalogue
}

/** Find Python and read the catalogue: from the suites where there is Python, else as committed. */
export async function findSubject(workspace: Workspace, flags: MeasureFlags): Promise<Subject> {
  const { found, rejected } = await findInterpreter(flags.python)
  if (!found) {
    const tried = rejected.map(({ command, reason }) => `${command}: ${reason}`).join('; ')
    if (flags.python) throw new Failure(`No usable Python, tried ${tried}; name another with --python`)
    workspace.output.warn(
      `no usable Python (${tried}); install CPython 3.10 or newer to measure on this machine`,
    )
    return { interpreter: null, catalogue: await committedCatalogue(workspace) }
  }
  const { suites, catalogue: file } = workspace.paths
  if (!existsSync(suites)) {
    throw new Failure(
      `The suites folder ${workspace.config.suites} is not there, expected one; create it, or name another in rulebook.config.json`,
    )
  }
  try {
    const catalogue = await describeSuites(suites, found.path)
    await writeText(file, formatCatalogue(catalogue))
    return { interpreter: found, catalogue }
  } catch (error) {
    if (error instanceof SuiteFaults)
      throw new Failure(`suites need mending; nothing was measured\n${error.message}`)
    throw error
  }
}

/** The catalogue as committed, for work without Python. */
export async function committedCatalogue({ paths, config }: Workspace): Promise<Catalogue> {
  const text = await readText(paths.catalogue)
  if (text === null) {
    throw new Failure(
      `There is neither a Python nor a catalogue (${config.catalogue}), expected one of them; restore the catalogue or install Python`,
    )
  }
  return parseCatalogue(text, config.catalogue)
}

/** The run measured on this machine earlier, or `null`. An unreadable one is told of and measured anew. */
export async function readLocalRun(workspace: Workspace): Promise<Run | null> {
  return readRun(workspace.paths.localRun).catch((error) => {
    workspace.output.warn(`the local run is left aside: ${error.message}`)
    return null
  })
}

/** Measure what is stale (or what `only` names, afresh) and keep the run as the local one. */
export async function measureHere(
  workspace: Workspace,
  subject: { interpreter: FoundInterpreter; catalogue: Catalogue },
  flags: MeasureFlags & { only?: (block: { id: string; domain: string }) => boolean },
  signal: AbortSignal,
): Promise<{ run: Run; measured: Map<string, string> }> {
  const { paths, config, output } = workspace
  const progress = new ProgressDisplay(output)
  try {
    const { run, measured, kept } = await measure({
      suites: paths.suites,
      catalogue: subject.catalogue,
      interpreter: subject.interpreter,
      previous: await readLocalRun(workspace),
      journal: paths.journal,
      workDirectory: paths.work,
      effort: efforts[flags.effort ?? config.effort],
      fresh: flags.fresh ?? false,
      maxAge: config.maxAgeDays * 86_400,
      signal,
      onProgress: (step) => progress.update(step),
      ...(flags.only ? { only: flags.only } : {}),
    })
    await writeText(paths.localRun, formatRun(run))
    forgetJournal(paths.journal)
    progress.stop()
    const { interpreter } = subject.interpreter
    const subjectName = `${interpreter.implementation} ${interpreter.version}`
    output.say(
      measured.size === 0
        ? `measured nothing: ${kept.length} blocks of ${subjectName} still hold`
        : `measured ${measured.size} blocks with ${subjectName} in ${Math.round(run.duration)} s, kept ${kept.length}`,
    )
    for (const { id, reason, fix } of run.skipped) output.warn(`${id} was skipped: ${reason}; ${fix}`)
    return { run, measured }
  } finally {
    progress.stop()
  }
}
