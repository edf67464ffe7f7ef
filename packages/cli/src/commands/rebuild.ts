import { blocksOf, type Catalogue, formatCatalogue, type Run } from '@rulebook/bench'
import { exitCodeOf, findAll } from '../checks/find-all.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import { findingLine } from '../findings/finding-line.ts'
import { sealedRun } from '../local-state/local-run.ts'
import { withLock } from '../local-state/lock.ts'
import { noteWorkFolder } from '../local-state/work-folder.ts'
import { findSubject, type MeasureFlags, measureHere, skippedOf } from '../measuring/measuring.ts'
import { readPapers } from '../papers/papers.ts'
import { type Publication, publish } from '../pipeline/publishing.ts'
import { leaveStamp, takeBefore } from '../pipeline/stamping.ts'
import { readCopies } from '../repository/copies.ts'
import type { Workspace } from '../repository/workspace.ts'
import { checkCommand } from './check.ts'

export interface RebuildCommand extends MeasureFlags {
  budget?: number
  exact?: boolean
}

/**
 * The whole pipeline: look for Python, check the papers (before a minute is spent on measuring),
 * measure what is stale, distil, sync, check. Without Python the published run serves. Exit code 1 when something
 * that was to be measured was skipped, whatever else is fine.
 */
export async function rebuildCommand(
  workspace: Workspace,
  flags: RebuildCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output } = workspace
  return withLock(workspace, signal, async (held) => {
    const subject = await findSubject(workspace, flags)
    let { catalogue } = subject
    const { papers, warnings } = await readPapers(workspace, catalogue)
    for (const warning of warnings) output.warn(findingLine(warning))
    await readCopies(workspace)

    let local: Run | null = null
    let skipped: Run['skipped'] = []
    let confirm: ((benchmarks: string[]) => Promise<Run>) | undefined
    if (subject.interpreter) {
      await noteWorkFolder(workspace)
      const measurement = await measureHere(workspace, subject, flags, held)
      local = measurement.run
      catalogue = measurement.catalogue
      skipped = measurement.skipped
      confirm = async (benchmarks) => {
        const blocks = new Set(
          [...blocksOf(catalogue.benchmarks)].flatMap(([id, members]) =>
            members.some((member) => benchmarks.includes(member.id)) ? [id] : [],
          ),
        )
        const only = ({ id }: { id: string }) => blocks.has(id)
        const again = await measureHere(workspace, subject, { ...flags, fresh: true, only }, held)
        skipped = skippedOf(again.run, catalogue)
        return again.run
      }
    } else {
      output.warn('nothing is measured here: the rulebook rests on the published run')
    }
    held.throwIfAborted()
    const before = takeBefore(workspace)
    const publication = await publish(workspace, papers, {
      local,
      catalogue,
      ...(confirm ? { confirm } : {}),
      ...(flags.budget === undefined ? {} : { budget: flags.budget }),
      ...(flags.exact === undefined ? {} : { exact: flags.exact }),
    })
    const plain = subject.interpreter && flags.budget === undefined && !flags.exact
    if (plain) await leaveStamp(workspace, before, withMeasured(workspace, publication, catalogue), warnings)
    const { report } = publication
    // With another budget than the configured one the rulebook is not what a check expects.
    const least = skipped.length > 0 ? exitCodes.findings : exitCodes.fine
    if (flags.budget !== undefined) {
      output.result({ command: 'rebuild', ...report, skipped, findings: warnings })
      return least
    }
    if (!output.json) return (await checkCommand(workspace)) || least
    const { findings } = await findAll(workspace)
    output.result({ command: 'rebuild', ...report, skipped, findings })
    return exitCodeOf(findings) || least
  })
}

/** What was written, with the catalogue and the run that measuring wrote before. */
function withMeasured(workspace: Workspace, publication: Publication, catalogue: Catalogue): Publication {
  const { paths } = workspace
  const { local, texts } = publication
  const run: [string, string][] = local ? [[paths.localRun, sealedRun(workspace, local, paths.localRun)]] : []
  return { ...publication, texts: new Map([...texts, [paths.catalogue, formatCatalogue(catalogue)], ...run]) }
}
