import { type ExitCode, exitCodes } from '../failure.ts'
import { withLock } from '../lock.ts'
import { committedCatalogue, readLocalRun } from '../measuring.ts'
import { readPapers } from '../papers.ts'
import { publish } from '../publishing.ts'
import type { Workspace } from '../workspace.ts'

export interface DistillCommand {
  budget?: number
  exact?: boolean
}

/** Write the rulebook, its evidence and the papers' figures from what was measured; measure nothing. */
export async function distillCommand(
  workspace: Workspace,
  flags: DistillCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  return withLock(workspace, signal, async () => {
    const { papers, warnings } = await readPapers(workspace, await committedCatalogue(workspace))
    const report = await publish(workspace, papers, { local: await readLocalRun(workspace), ...flags })
    workspace.output.result({ command: 'distill', ...report, findings: warnings })
    return exitCodes.fine
  })
}
