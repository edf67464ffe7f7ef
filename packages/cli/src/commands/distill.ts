import { changedSuites } from '../checks/runs/changed-suites.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import { readPapers } from '../papers/read-papers.ts'
import { leaveStamp, takeBefore } from '../pipeline/leave-stamp.ts'
import { pricesOf } from '../pipeline/pricing.ts'
import { publish } from '../pipeline/publish.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import { describePrices } from './reports/prices.ts'
import { reportPublication } from './reports/publication.ts'
import { localRun, locked, type Session } from './session.ts'

/** Options of `rulebook distill`. */
export interface DistillCommand {
  budget?: number
  exact?: boolean
  /** Paths of the runs to rest on, in place of those configured. */
  run?: string[]
  /** Print the price list, and write nothing. */
  explain?: boolean
  /** Say so when nothing moved. */
  diff?: boolean
}

/** Write the rulebook, its evidence and the papers' figures from what was measured; measure nothing. */
export async function distillCommand(session: Session, flags: DistillCommand): Promise<ExitCode> {
  const { workspace, output } = session
  return locked(session, async () => {
    const before = takeBefore(workspace)
    const catalogue = await committedCatalogue(workspace)
    const { papers, warnings: found } = await readPapers(workspace, catalogue)
    // Nothing is measured here, so that this is no fault of what is done.
    const changed = (await changedSuites(workspace, catalogue)).map(asWarning)
    const warnings = [...found, ...changed]
    const { run: runs, explain, diff, ...rest } = flags
    if (explain) {
      const prices = await pricesOf(workspace, papers, flags)
      for (const line of describePrices(prices)) output.say(line)
      output.result({ command: 'distill', ...prices })
      return exitCodes.fine
    }
    const options = { local: await localRun(session), catalogue, ...rest, ...(runs ? { runs } : {}) }
    const publication = await publish(workspace, papers, options)
    reportPublication(output, workspace.config.rulebook, publication, diff)
    for (const warning of warnings) output.note(findingLine(warning))
    output.result({ command: 'distill', ...publication.report, findings: warnings })
    if (Object.keys(flags).length === 0) {
      const fault = await leaveStamp(workspace, before, publication, warnings)
      if (fault) output.note(fault)
    }
    return exitCodes.fine
  })
}

function asWarning(finding: Finding): Finding {
  return { ...finding, severity: 'warning' }
}
