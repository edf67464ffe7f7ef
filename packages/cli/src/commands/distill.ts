import { changedSuites } from '../checks/runs/changed-suites.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import { readLocalRun } from '../local-state/local-run.ts'
import { withLock } from '../local-state/lock.ts'
import { readPapers } from '../papers/papers.ts'
import { explainPrices } from '../pipeline/pricing.ts'
import { publish } from '../pipeline/publishing.ts'
import { leaveStamp, takeBefore } from '../pipeline/stamping.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import type { Workspace } from '../repository/workspace.ts'

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
export async function distillCommand(
  workspace: Workspace,
  flags: DistillCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  return withLock(workspace, signal, async () => {
    const { output } = workspace
    const before = takeBefore(workspace)
    const catalogue = await committedCatalogue(workspace)
    const { papers, warnings: found } = await readPapers(workspace, catalogue)
    // Nothing is measured here, so that this is no fault of what is done.
    const changed = (await changedSuites(workspace, catalogue)).map(asWarning)
    const warnings = [...found, ...changed]
    const { run: runs, explain, ...rest } = flags
    if (explain) return explainPrices(workspace, papers, flags)
    const options = { local: await readLocalRun(workspace), catalogue, ...rest, ...(runs ? { runs } : {}) }
    const publication = await publish(workspace, papers, options)
    for (const warning of warnings) output.note(findingLine(warning))
    output.result({ command: 'distill', ...publication.report, findings: warnings })
    if (Object.keys(flags).length === 0) await leaveStamp(workspace, before, publication, warnings)
    return exitCodes.fine
  })
}

function asWarning(finding: Finding): Finding {
  return { ...finding, severity: 'warning' }
}
