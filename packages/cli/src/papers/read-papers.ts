import type { Catalogue } from '@rulebook/bench'
import {
  type FaultRule,
  loadPapers,
  type Paper,
  PaperCache,
  type PaperFile,
  parsePapers,
} from '@rulebook/papers'
import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { programFingerprint } from '../files/program-fingerprint.ts'
import { exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { Styled, visibleLine } from '../findings/visible-text.ts'
import type { Workspace } from '../repository/workspace.ts'
import { paperStore } from './paper-store.ts'
import { suitesWithoutPaper } from './suites-without-paper.ts'

/** A paper with the file it came from. */
export interface LoadedPaper {
  file: PaperFile
  paper: Paper
  /** What it was checked against. */
  catalogue: Catalogue
}

/**
 * Read and check every paper. All faults of all files are reported at once; when there is any, a
 * Failure with them is thrown: exit code 4 when all that is wrong is unsafe content, else 2. Papers
 * that were parsed before are remembered, unless `cache` is null. Warned of, too, are files that look like papers and are not
 * read, and suites that no paper is about.
 */
export async function readPapers(
  workspace: Workspace,
  catalogue: Catalogue,
  cache?: PaperCache | null,
): Promise<{ papers: LoadedPaper[]; warnings: Finding[] }> {
  const { files, refused, unread } = await loadPapers(workspace.paths.papers, workspace.config.papers).catch(
    (error) => {
      throw new Failure(
        `The papers folder ${workspace.config.papers} cannot be read (${error.code ?? error.message}), expected a folder of Markdown papers; create it, or name another in rulebook.config.json`,
      )
    },
  )
  const memory = cache === undefined ? await openPaperCache(workspace) : cache
  const parsed = parsePapers(files, catalogue, memory?.parse)
  await memory?.save()
  const all = [...refused, ...unread, ...parsed.map(({ file }) => file)]
  const findings = all.flatMap(findingsOf)
  const faults = findings.filter((finding) => finding.severity === 'error')
  if (faults.length > 0) {
    const unsafe = faults.every((fault) => fault.rule.startsWith('unsafe-'))
    throw new PaperFailure(all, findings, unsafe ? exitCodes.unsafe : exitCodes.badInput)
  }
  const papers = parsed.map(({ paper }, index) => ({
    paper: paper!,
    file: files[index]!,
    catalogue,
  }))
  return { papers, warnings: [...findings, ...suitesWithoutPaper(workspace, catalogue, papers)] }
}

/** What is remembered of papers on this machine, for this program. */
export function openPaperCache(workspace: Workspace): Promise<PaperCache> {
  return PaperCache.open(paperStore(workspace), programFingerprint())
}

/** Papers with faults: everything there is to mend, with places. */
class PaperFailure extends FindingsFailure {
  readonly #files: VFile[]
  constructor(files: VFile[], findings: Finding[], exitCode: 2 | 4) {
    super('papers need mending; nothing was written', findings, exitCode)
    this.#files = files
  }

  override get shown(): Styled {
    const report = reporter(this.#files.map(visibleFile), { quiet: true })
    return new Styled(`${this.message}\n\n${report}\n\n\`rulebook explain <rule>\` says more of each`)
  }
}

/** A file with its messages, in which what its author wrote is made visible and begins no line. */
function visibleFile({ path, messages }: VFile): VFile {
  const file = new VFile({ path: `./${visibleLine(path)}` })
  for (const { reason, place, ruleId, source, fatal } of messages) {
    file.message(visibleLine(reason), { place, ruleId, source }).fatal = fatal
  }
  return file
}

/** Everything that is told of a paper. */
export function findingsOf(file: VFile): Finding[] {
  return file.messages.map(({ ruleId, fatal, reason, line, column, place }) => ({
    // Every message of a paper was made from a fault.
    rule: ruleId as FaultRule,
    severity: fatal ? 'error' : 'warning',
    message: reason,
    file: file.path,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(place && 'end' in place ? { endLine: place.end.line, endColumn: place.end.column } : {}),
  }))
}
