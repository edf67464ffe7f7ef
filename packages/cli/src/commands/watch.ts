import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Catalogue, formatCatalogue } from '@rulebook/bench'
import { benchmarkDrift } from '../checks/runs/drift.ts'
import { type Change, FolderWatcher } from '../files/folder-watcher.ts'
import { matches, matchingFolders } from '../files/glob.ts'
import { configFile } from '../files/root.ts'
import { asFailure } from '../findings/as-failure.ts'
import { type ExitCode, exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import { findingLine } from '../findings/finding-line.ts'
import { fillMemory, type SubjectMemory } from '../measuring/subject.ts'
import { type LoadedPaper, openPaperCache, readPapers } from '../papers/read-papers.ts'
import { type Publication, publish } from '../pipeline/publish.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import { listedSources } from '../repository/listed-sources.ts'
import { openWorkspace, type Workspace } from '../repository/workspace.ts'
import { readerLeft } from '../terminal/printing.ts'
import { reportPublication } from './reports/publication.ts'
import { localRun, locked, type Session, subjectOf } from './session.ts'

/**
 * Check, sync and distil on every save of a paper, a suite, a run or the settings, until Ctrl-C or until nobody
 * reads what it says. Faults are told as they come and stop nothing. What is loaded once stays loaded, and papers that did not change
 * are remembered.
 */
export async function watchCommand({ workspace, output, signal }: Session): Promise<ExitCode> {
  const end = AbortSignal.any([signal, readerLeft])
  let current: Workspace | null = withPapers(workspace)
  while (current) current = await watchWith({ workspace: current, output, signal: end })
  return exitCodes.fine
}

/** Watch with these settings: until there are others, which are answered, or until Ctrl-C. */
async function watchWith(session: Session): Promise<Workspace | null> {
  const { workspace, output, signal } = session
  const { paths, root } = workspace
  const cache = await openPaperCache(workspace)
  const memory: SubjectMemory = { suites: new Map() }
  const settings = path.join(root, configFile)
  const code = listedSources(root, paths)
  const singles = [paths.publishedRun, paths.catalogue, paths.localRun, settings, ...paths.copies, ...code]
  const { runs } = workspace.config
  const fixed = [paths.papers, paths.suites, ...singles.map((file) => path.dirname(file))]
  const isRun = (file: string) => runs.some((pattern) => matches(pattern, fromRoot(root, file)))
  const watcher = new FolderWatcher(
    () => [...fixed, ...matchingFolders(root, runs).map((folder) => path.join(root, folder))],
    (file) => isSource(file) || singles.includes(file) || isRun(file),
  )

  /** Where a suite changed, or code that it imports, the catalogue is written anew first. */
  const readCatalogue = async (changes: readonly Change[]): Promise<Catalogue> => {
    if (changes.every(({ file }) => !file.endsWith('.py'))) return committedCatalogue(workspace)
    const { catalogue } = await subjectOf(session, {}, memory)
    watcher.acknowledge(new Map([[paths.catalogue, formatCatalogue(catalogue)]]))
    return catalogue
  }

  /** Do it once; what people can mend is told, anything else is thrown. */
  const attempt = async <Done>(work: () => Promise<Done>): Promise<Done | null> => {
    try {
      return await work()
    } catch (thrown) {
      if (signal.aborted) return null
      const error = await asFailure(thrown)
      if (!(error instanceof Failure)) throw error
      // Saved again meanwhile: what is wrong may be so no longer, and the next pass follows at once.
      if (watcher.pending) return null
      output.fail(error.shown)
      const findings = error instanceof FindingsFailure ? error.findings : []
      output.line({ command: 'watch', error: error.message.split('\n')[0], findings })
      return null
    }
  }

  /** Check, sync and distil once. */
  const pass = async (changes: readonly Change[]) => {
    const started = performance.now()
    await attempt(() =>
      locked(session, async () => {
        const catalogue = await readCatalogue(changes)
        const { papers, warnings } = await readPapers(workspace, catalogue, cache)
        for (const warning of warnings) output.note(findingLine(warning))
        const publication = await publish(workspace, papers, {
          local: await localRun(session),
          catalogue,
        })
        reportPublication(output, workspace.config.rulebook, publication)
        watcher.acknowledge(publication.texts)
        noteDrift(session, catalogue, publication, papers)
        output.line({ command: 'watch', ...publication.report, findings: warnings })
      }),
    )
    output.say(`done in ${Math.round(performance.now() - started)} ms; waiting for a save, Ctrl-C ends`)
  }

  try {
    await pass([])
    // The first save of a suite need not wait for Python to be found and every suite to be read.
    void fillMemory(workspace, memory)
    for await (const changes of watcher.changes(signal)) {
      output.say(`changed: ${changes.map(({ file }) => path.relative(root, file)).join(', ')}`)
      if (changes.some(({ file }) => file === settings)) {
        const others = await attempt(async () => withPapers(await openWorkspace(root)))
        if (others) return others
      } else await pass(changes)
    }
  } finally {
    watcher.close()
  }
  return null
}

/** Throws a Failure when there are no papers to watch. */
function withPapers(workspace: Workspace): Workspace {
  if (existsSync(workspace.paths.papers)) return workspace
  throw new Failure(
    `The papers folder ${workspace.config.papers} is not there, expected one to watch; create it, or name another in rulebook.config.json`,
  )
}

/** Say which domains have benchmarks that were not measured as they stand now. */
function noteDrift(
  { output }: Session,
  catalogue: Catalogue,
  { choice }: Publication,
  papers: LoadedPaper[],
): void {
  const behind = papers.filter((paper) =>
    choice.runs.some((run) => benchmarkDrift(run, catalogue, [paper]).length > 0),
  )
  if (behind.length === 0) return
  const domains = behind.map(({ paper }) => paper.domain).join(' ')
  output.note(`not measured as they stand: ${domains}; run \`rulebook measure ${domains}\``)
}

/** Papers and suites; hidden files are editors' own. */
function isSource(file: string): boolean {
  return /^[^.].*\.(?:md|py)$/.test(path.basename(file))
}

function fromRoot(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}
