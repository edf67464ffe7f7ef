import { statSync } from 'node:fs'
import path from 'node:path'
import { findJsonSizeFault, type Run, RunFault, readRun } from '@rulebook/bench'
import { EvidenceFault, type EvidenceFile, parseEvidenceFile } from '@rulebook/distiller'
import { readText } from '../files/files.ts'
import { matches, matchingFiles } from '../files/glob.ts'
import { foreignFolderIn } from '../files/other-programs-folder.ts'
import { isInside, refuseOutside } from '../files/reading-place.ts'
import { configFile, isWithin } from '../files/root.ts'
import { Failure } from '../findings/failure.ts'
import type { Workspace } from './workspace.ts'

/** Runs that are read together, and their bytes. */
const mostRuns = 100
const mostBytes = 128 * 2 ** 20
/** Bytes of the largest evidence, many times as large as that of a thousand rules. */
const largestEvidence = 16 * 2 ** 20

/** A committed run, with its path from the root of the repository. */
export interface PublishedRun {
  file: string
  run: Run
}

/**
 * Read the committed runs: those `named` (paths from where the command was started), else the published
 * run, which comes first, and those that the configuration's `runs` match. Empty in a repository that has
 * none yet.
 */
export async function readPublishedRuns(
  workspace: Workspace,
  named: readonly string[] = [],
): Promise<PublishedRun[]> {
  const files =
    named.length > 0
      ? named.map((name) => insideRoot(workspace, path.resolve(name)))
      : configuredRuns(workspace)
  return readRuns(workspace, files, named.length > 0)
}

/** The committed evidence, or `null` for none. Throws a Failure when it cannot be used. */
export async function readEvidence(workspace: Workspace): Promise<EvidenceFile | null> {
  const { evidence, fault } = await readEvidenceOrFault(workspace)
  if (fault !== null) throw new Failure(fault.split('\n'))
  return evidence
}

/**
 * The committed evidence, or why it cannot be used: then it counts as absent for those who write it anew, as
 * everything that is generated.
 */
export async function readEvidenceOrFault({
  paths,
  config,
}: Workspace): Promise<{ evidence: EvidenceFile | null; fault: string | null }> {
  const text = await readText(paths.evidence, { most: largestEvidence })
  const fault = text === null ? null : findJsonSizeFault(text)
  if (fault !== null)
    return { evidence: null, fault: `${config.evidence}: it ${fault}; run \`rulebook distill\`` }
  try {
    return { evidence: text === null ? null : parseEvidenceFile(text, config.evidence), fault: null }
  } catch (error) {
    if (error instanceof EvidenceFault) return { evidence: null, fault: error.message }
    throw error
  }
}

/** Read runs by their paths from the root. One that is not there is a fault when it was `named`. */
export async function readRuns(
  { root }: Workspace,
  files: readonly string[],
  named: boolean,
): Promise<PublishedRun[]> {
  const runs: PublishedRun[] = []
  refuseOutside(root, files)
  refuseTooMuch(root, [...new Set(files)])
  for (const file of new Set(files)) {
    const run = await readRun(path.join(root, file)).catch((error) => {
      if (!(error instanceof RunFault)) throw error
      throw new Failure(error.message.replaceAll(path.join(root, file), file).split('\n'))
    })
    if (!run && named) throw new Failure(`There is no run ${file}, expected a run file; name another`)
    const twin = runs.find((other) => other.run.id === run?.id)
    if (twin)
      throw new Failure(`${file} is the same run as ${twin.file}, expected different ones; delete one`)
    if (run) runs.push({ file, run })
  }
  return runs
}

/** Throws a Failure when there are more runs than can be read in a reasonable time. */
function refuseTooMuch(root: string, files: readonly string[]): void {
  const sizes = files.map((file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.size ?? 0)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (files.length <= mostRuns && bytes <= mostBytes) return
  throw new Failure(
    `There are ${files.length} runs of ${Math.ceil(bytes / 2 ** 20)} MiB together (limits ${mostRuns} and ${mostBytes / 2 ** 20} MiB); take some out of \`runs\` in ${configFile}`,
  )
}

/** Is there a file at this path from the root, inside the repository? */
export function isCommitted({ root }: Workspace, file: string): boolean {
  const normal = path.posix.normalize(file)
  if (path.posix.isAbsolute(normal) || normal.split('/')[0] === '..') return false
  // What is ignored or another program's is no evidence that a review sees.
  if (foreignFolderIn(normal) !== undefined) return false
  try {
    return statSync(path.join(root, normal)).isFile() && isInside(root, normal)
  } catch {
    // Not there, or no path at all.
    return false
  }
}

/**
 * Paths from the root: the published run, then what the configuration's `runs` match, sorted. Throws a Failure
 * for a pattern that matches nothing: a run that was meant to count would not.
 */
export function configuredRuns({ root, config }: Pick<Workspace, 'root' | 'config'>): string[] {
  const published = path.posix.normalize(config.publishedRun)
  const found = matchingFiles(root, config.runs)
  const idle = config.runs.filter((pattern) => ![published, ...found].some((file) => matches(pattern, file)))
  if (idle.length > 0) {
    throw new Failure(
      idle.map(
        (pattern) =>
          `${configFile}: no file matches “${pattern}” of runs, expected a committed run; put it there, or take the pattern out`,
      ),
    )
  }
  return [published, ...found.filter((file) => file !== published)]
}

/** An absolute path, from the root. Evidence names its runs from there, so they must lie in the repository. */
function insideRoot({ root }: Workspace, absolute: string): string {
  const file = path.relative(root, absolute)
  if (!isWithin(root, absolute)) {
    throw new Failure(
      `${file} lies outside the repository, expected a committed run; copy it into the folder runs`,
    )
  }
  const normal = file.split(path.sep).join('/')
  if (foreignFolderIn(normal) !== undefined) {
    throw new Failure(
      `${normal} is not committed there, expected a committed run; copy it into the folder runs`,
    )
  }
  return normal
}
