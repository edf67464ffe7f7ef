import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  blocksOf,
  type Catalogue,
  type DescribedSuites,
  describeSuites,
  efforts,
  type FoundInterpreter,
  findInterpreter,
  forgetJournal,
  type InterpreterSearch,
  interpreterKey,
  measure,
  provideEnvironment,
  RequirementsFault,
  type Run,
  requiredPackages,
  SuiteFaults,
} from '@rulebook/bench'
import { isFolder, writeText } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import { readLocalRun, sealedRun } from '../local-state/local-run.ts'
import { noteUnkeptSecret } from '../local-state/local-state.ts'
import { committedCatalogue, withoutEither } from '../repository/committed-catalogue.ts'
import { defaultRequirements } from '../repository/settings.ts'
import type { Workspace } from '../repository/workspace.ts'
import { ProgressDisplay } from '../terminal/progress.ts'
import { milliseconds, writeCatalogue } from './catalogue-writing.ts'
import { stalenessLines } from './staleness-lines.ts'
import { type StatementWarning, statementWarnings } from './statement-warnings.ts'
import { SuiteFailure } from './suite-findings.ts'

export interface MeasureFlags {
  /** Path of the Python to measure with. */
  python?: string
  effort?: 'quick' | 'normal' | 'thorough'
  /** Measure what still holds as well. */
  fresh?: boolean
  /** Seconds that a worker may take for one step, in place of the setting. */
  timeout?: number
  /** Print the whole traceback of each block that failed. */
  traceback?: boolean
}

/** What is measured here: a Python, the catalogue, and the files that keep its samples. */
export interface MeasuredSubject {
  interpreter: FoundInterpreter
  catalogue: Catalogue
  localRun: string
  journal: string
}

/** What can be measured here; without a Python only the catalogue is known. */
export type Subject = MeasuredSubject | { interpreter: null; catalogue: Catalogue }

/** What a process that looks at suites again and again need not ask Python twice. */
export interface SubjectMemory {
  search?: InterpreterSearch
  suites: DescribedSuites
}

/** Find Python and read the catalogue: from the suites where there is Python, else as committed. */
export async function findSubject(
  workspace: Workspace,
  flags: MeasureFlags,
  memory: SubjectMemory = { suites: new Map() },
): Promise<Subject> {
  const usable = memory.search?.found && existsSync(memory.search.found.path)
  if (!usable) memory.search = await findInterpreter(flags.python)
  const { found, rejected } = memory.search!
  if (!found) {
    const tried = rejected.map(({ command, reason }) => `${command}: ${reason}`).join('; ')
    if (flags.python) throw new Failure(`No usable Python, tried ${tried}; name another with --python`)
    workspace.output.warn(
      `no usable Python (${tried}); install CPython 3.10 or newer to measure on this machine`,
    )
    return { interpreter: null, catalogue: await committedCatalogue(workspace, withoutEither) }
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
  { python }: MeasureFlags,
): Promise<Pick<MeasuredSubject, 'localRun' | 'journal'>> {
  const usual = python === undefined || (await findInterpreter()).found?.path === interpreter.path
  if (usual) return { localRun: paths.localRun, journal: paths.journal }
  const key = interpreterKey(interpreter)
  return {
    localRun: path.join(paths.local, `run-${key}.json`),
    journal: path.join(paths.local, `journal-${key}.jsonl`),
  }
}

/** What was skipped of the blocks that were wanted, whole blocks and single benchmarks. */
export function skippedOf(
  { skipped }: Run,
  { benchmarks }: Catalogue,
  only: (block: { id: string; domain: string }) => boolean = () => true,
): Run['skipped'] {
  const wanted = [...blocksOf(benchmarks)].filter(([id, [first]]) => only({ id, domain: first!.domain }))
  const ids = new Set(wanted.flatMap(([id, members]) => [id, ...members.map((member) => member.id)]))
  return skipped.filter(({ id }) => ids.has(id))
}

/** Measure what is stale (or what `only` names, afresh) and keep the run as the local one. */
export async function measureHere(
  workspace: Workspace,
  subject: MeasuredSubject,
  flags: MeasureFlags & { retry?: boolean; only?: (block: { id: string; domain: string }) => boolean },
  signal: AbortSignal,
): Promise<{
  run: Run
  catalogue: Catalogue
  measured: Map<string, string>
  skipped: Run['skipped']
  warnings: StatementWarning[]
}> {
  const { paths, config, output, sign } = workspace
  noteUnkeptSecret(workspace)
  const { localRun, journal } = subject
  let { catalogue } = subject
  const progress = new ProgressDisplay(output)
  const tracebacks = new Map<string, string>()
  try {
    const required = requiredPackages(catalogue.benchmarks)
    if (paths.requirements === null && required.length > 0) {
      output.say(
        `no lock of packages is configured, and there is no ${defaultRequirements}: the packages of the interpreter serve`,
      )
    }
    const { interpreter, unavailable } = await provideEnvironment({
      directory: paths.local,
      sign,
      interpreter: subject.interpreter,
      required,
      requirements: paths.requirements,
      retry: flags.retry ?? false,
      signal,
      onProgress: (line) => output.say(line),
    }).catch((error) => {
      throw error instanceof RequirementsFault ? new Failure(error.message.split('\n')) : error
    })
    const { run, measured, kept } = await measure({
      suites: paths.suites,
      pythonPath: paths.pythonPath,
      root: workspace.root,
      catalogue,
      interpreter,
      unavailable,
      previous: await readLocalRun(workspace, localRun),
      journal,
      sign,
      workDirectory: paths.work,
      effort: efforts[flags.effort ?? config.effort],
      fresh: flags.fresh ?? false,
      maxAge: config.maxAgeDays * 86_400,
      ...milliseconds(flags.timeout ?? config.timeoutSeconds, 'requestTimeout'),
      ...(config.memoryGigabytes === undefined
        ? {}
        : { memoryLimit: Math.floor(config.memoryGigabytes * 2 ** 30) }),
      signal,
      onProgress: (step) => progress.update(step),
      onFailure: (block, traceback) => tracebacks.set(block, traceback),
      ...(flags.only ? { only: flags.only } : {}),
    })
    await writeText(workspace, localRun, sealedRun(workspace, run, localRun), 'pipeline')
    forgetJournal(journal, measured.keys(), sign)
    const loads = (file: string) => catalogue.sources !== undefined && Object.hasOwn(catalogue.sources, file)
    if (!run.blocks.every(({ loaded }) => Object.keys(loaded.modules).every(loads))) {
      catalogue = await writeCatalogue(workspace, subject.interpreter, localRun, new Map(), flags.timeout)
    }
    progress.stop()
    const { implementation, version } = interpreter.interpreter
    const subjectName = `${implementation} ${version}`
    output.say(
      measured.size === 0
        ? `measured nothing${kept.length > 0 ? `: ${kept.length} blocks of ${subjectName} still hold` : ''}`
        : `measured ${measured.size} blocks with ${subjectName} in ${Math.round(run.duration)} s, kept ${kept.length}`,
    )
    for (const line of stalenessLines(measured)) output.say(line)
    const processes = run.blocks.flatMap((block) => (measured.has(block.id) ? block.processes : []))
    const disturbed = processes.filter((process) => process.disturbed).length
    if (disturbed > 0) {
      output.say(`passed over ${disturbed} of ${processes.length} processes, in which the machine was slow`)
    }
    const skipped = skippedOf(run, catalogue, flags.only)
    for (const { id, reason, fix } of skipped) {
      output.warn(`${id} was skipped: ${reason}; ${fix}`)
      if (flags.traceback) output.aside(tracebacks.get(id) ?? '')
    }
    const warnings = statementWarnings(workspace, run, flags.only)
    for (const { id, code, message } of warnings) output.warn(`${message} [${code}, ${id}]`)
    return { run, catalogue, measured, skipped, warnings }
  } finally {
    progress.stop()
  }
}
