import {
  blocksOf,
  type Catalogue,
  efforts,
  forgetJournal,
  type Interpreter,
  measure,
  type Progress,
  provideEnvironment,
  RequirementsFault,
  type Run,
  requiredPackages,
} from '@rulebook/bench'
import { writeText } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import { readLocalRun, sealedRun } from '../local-state/local-run.ts'
import { unkeptSecret } from '../local-state/local-state.ts'
import { defaultRequirements } from '../repository/settings.ts'
import type { Workspace } from '../repository/workspace.ts'
import { type StatementWarning, statementWarnings } from './statement-warnings.ts'
import type { MeasuredSubject, SubjectFlags } from './subject.ts'
import { milliseconds, writeCatalogue } from './write-catalogue.ts'

export interface MeasureFlags extends SubjectFlags {
  effort?: 'quick' | 'normal' | 'thorough'
  /** Measure what still holds as well. */
  fresh?: boolean
}

/** What of the suites is measured, and how. */
export interface MeasureRequest extends MeasureFlags {
  /** Try again to install packages that could not be had. */
  retry?: boolean
  /** Measure only these blocks. */
  only?: (block: { id: string; domain: string }) => boolean
}

/** Who hears how a measurement goes. */
export interface MeasureListener {
  /** Something worth knowing that stops nothing, in lines. */
  onNote: (note: readonly string[]) => void
  /** A step of the preparation, such as a line of an installer. */
  onStep: (step: string) => void
  onProgress: (progress: Progress) => void
}

/** What was measured. */
export interface Measured {
  run: Run
  catalogue: Catalogue
  interpreter: Interpreter
  /** Blocks that were measured now, with the reason. */
  measured: Map<string, string>
  /** Blocks whose earlier samples are still valid. */
  kept: string[]
  skipped: Run['skipped']
  warnings: StatementWarning[]
  /** Python's tracebacks, by the id of the block that failed. */
  tracebacks: Map<string, string>
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
  request: MeasureRequest,
  { onNote, onStep, onProgress }: MeasureListener,
  signal: AbortSignal,
): Promise<Measured> {
  const { paths, config, sign } = workspace
  const { localRun, journal } = subject
  let { catalogue } = subject
  onNote(unkeptSecret(workspace))
  const { interpreter, unavailable } = await environmentFor(workspace, subject, request, onStep, signal)
  const { run: previous, fault } = await readLocalRun(workspace, localRun)
  onNote(fault ?? [])
  const tracebacks = new Map<string, string>()
  const { run, measured, kept } = await measure({
    suites: paths.suites,
    pythonPath: paths.pythonPath,
    root: workspace.root,
    catalogue,
    interpreter,
    unavailable,
    previous,
    journal,
    sign,
    workDirectory: paths.work,
    effort: efforts[request.effort ?? config.effort],
    fresh: request.fresh ?? false,
    maxAge: config.maxAgeDays * 86_400,
    ...milliseconds(request.timeout ?? config.timeoutSeconds, 'requestTimeout'),
    ...(config.memoryGigabytes === undefined
      ? {}
      : { memoryLimit: Math.floor(config.memoryGigabytes * 2 ** 30) }),
    signal,
    onProgress,
    onFailure: (block, traceback) => tracebacks.set(block, traceback),
    ...(request.only ? { only: request.only } : {}),
  })
  await writeText(workspace, localRun, sealedRun(workspace, run, localRun), 'pipeline')
  forgetJournal(journal, measured.keys(), sign)
  const loads = (file: string) => catalogue.sources !== undefined && Object.hasOwn(catalogue.sources, file)
  if (!run.blocks.every(({ loaded }) => Object.keys(loaded.modules).every(loads))) {
    catalogue = await writeCatalogue(workspace, subject.interpreter, localRun, new Map(), request.timeout)
  }
  return {
    run,
    catalogue,
    interpreter: interpreter.interpreter,
    measured,
    kept,
    skipped: skippedOf(run, catalogue, request.only),
    warnings: statementWarnings(workspace, run, request.only),
    tracebacks,
  }
}

/** The Python that has the packages that the suites require, and why those that are missing are. */
async function environmentFor(
  { paths, sign }: Workspace,
  { catalogue, interpreter }: MeasuredSubject,
  { retry = false }: MeasureRequest,
  onStep: (step: string) => void,
  signal: AbortSignal,
) {
  const required = requiredPackages(catalogue.benchmarks)
  if (paths.requirements === null && required.length > 0) {
    onStep(
      `no lock of packages is configured, and there is no ${defaultRequirements}: the packages of the interpreter serve`,
    )
  }
  return provideEnvironment({
    directory: paths.local,
    sign,
    interpreter,
    required,
    requirements: paths.requirements,
    retry,
    signal,
    onProgress: onStep,
  }).catch((error) => {
    throw error instanceof RequirementsFault ? new Failure(error.message.split('\n')) : error
  })
}
