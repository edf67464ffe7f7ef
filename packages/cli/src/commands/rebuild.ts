import { blocksOf, type Catalogue, formatCatalogue, type Run } from '@rulebook/bench'
import { type Difference, describeDifference } from '@rulebook/distiller'
import { exitCodeOf, findIn } from '../checks/find-all.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import { sealedRun } from '../local-state/local-run.ts'
import { type MeasureFlags, skippedOf } from '../measuring/measure-here.ts'
import type { Subject } from '../measuring/subject.ts'
import { readPapers } from '../papers/read-papers.ts'
import { leaveStamp, takeBefore } from '../pipeline/leave-stamp.ts'
import { type Publication, publish } from '../pipeline/publish.ts'
import { readCopies } from '../repository/copies.ts'
import { reportFindings } from './reports/findings.ts'
import { measureAndReport, noteWorkFolder } from './reports/measurement.ts'
import { reportPublication } from './reports/publication.ts'
import { locked, type Session, subjectOf } from './session.ts'

export interface RebuildCommand extends MeasureFlags {
  budget?: number
  exact?: boolean
  /** Print the whole traceback of each block that failed. */
  traceback?: boolean
}

/**
 * The whole pipeline: look for Python, check the papers (before a minute is spent on measuring),
 * measure what is stale, distil and sync, check. Without Python the published run serves. Exit code 1 when something
 * that was to be measured was skipped, whatever else is fine.
 */
export function rebuildCommand(session: Session, flags: RebuildCommand): Promise<ExitCode> {
  return locked(session, async (signal) => {
    const held = { ...session, signal }
    const { output, workspace } = held
    const subject = await subjectOf(held, flags)
    const { papers, warnings } = await readPapers(workspace, subject.catalogue)
    for (const warning of warnings) output.warn(findingLine(warning))
    await readCopies(workspace)
    const measured = await measureStale(held, subject, flags)
    signal.throwIfAborted()
    const before = takeBefore(workspace)
    const { budget, exact } = flags
    const publication = await publish(workspace, papers, { ...measured, budget, exact })
    reportPublication(output, workspace.config.rulebook, publication)
    const { catalogue, skipped } = measured
    if (subject.interpreter && budget === undefined && !exact) {
      const fault = await leaveStamp(workspace, before, withMeasured(held, publication, catalogue), warnings)
      if (fault) output.note(fault)
    }
    // With another budget than the configured one the rulebook is not what a check expects.
    const findings = budget === undefined ? await checkPublished(held, publication, catalogue) : warnings
    if (!output.json && budget === undefined) {
      reportFindings(output, workspace.config.rulebook, findings, papers.length)
    }
    output.result({ command: 'rebuild', ...publication.report, skipped, findings })
    const least = skipped.length > 0 ? exitCodes.findings : exitCodes.fine
    return (budget === undefined ? exitCodeOf(findings) : exitCodes.fine) || least
  })
}

/** What a measurement gave, and a way to measure some of it once more. */
interface Measurement {
  local: Run | null
  catalogue: Catalogue
  skipped: Run['skipped']
  confirm?: (benchmarks: string[], differences: readonly Difference[]) => Promise<Run>
}

/** Measure what is stale, where there is a Python. */
async function measureStale(session: Session, subject: Subject, flags: RebuildCommand): Promise<Measurement> {
  const { output } = session
  if (!subject.interpreter) {
    output.warn('nothing is measured here: the rulebook rests on the published run')
    return { local: null, catalogue: subject.catalogue, skipped: [] }
  }
  await noteWorkFolder(session)
  const { run, catalogue, skipped } = await measureAndReport(session, subject, flags, flags.traceback)
  const measurement: Measurement = {
    local: run,
    catalogue,
    skipped,
    async confirm(benchmarks, differences) {
      for (const difference of differences) output.say(describeDifference(difference))
      output.say('measuring once more what differs')
      const blocks = [...blocksOf(catalogue.benchmarks)].filter(([, members]) =>
        members.some(({ id }) => benchmarks.includes(id)),
      )
      const ids = new Set(blocks.map(([id]) => id))
      const request = { ...flags, fresh: true, only: ({ id }: { id: string }) => ids.has(id) }
      const again = await measureAndReport(session, { ...subject, catalogue }, request, flags.traceback)
      measurement.skipped = skippedOf(again.run, catalogue)
      return again.run
    },
  }
  return measurement
}

/** Check what was just published, from what is at hand; papers are read anew, for their figures moved. */
async function checkPublished(
  { workspace }: Session,
  { choice, distillation, texts }: Publication,
  catalogue: Catalogue,
): Promise<Finding[]> {
  const { papers, warnings } = await readPapers(workspace, catalogue)
  return findIn(workspace, {
    catalogue,
    papers,
    warnings,
    runs: choice.runs,
    missing: [],
    evidence: distillation.evidence,
    evidenceFault: null,
    outputs: { distillation, texts },
  })
}

/** What was written, with the catalogue and the run that measuring wrote before. */
function withMeasured({ workspace }: Session, publication: Publication, catalogue: Catalogue): Publication {
  const { paths } = workspace
  const { texts, choice } = publication
  const run: [string, string][] = choice.local
    ? [[paths.localRun, sealedRun(workspace, choice.local, paths.localRun)]]
    : []
  return { ...publication, texts: new Map([...texts, [paths.catalogue, formatCatalogue(catalogue)], ...run]) }
}
