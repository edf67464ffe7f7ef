import { type CheckOptions, exitCodeOf, findAll } from '../checks/find-all.ts'
import { readExplanations } from '../explaining/explanation-pages.ts'
import type { ExitCode } from '../findings/failure.ts'
import { sarifOf } from '../findings/sarif.ts'
import { version } from '../terminal/version.ts'
import { reportFindings } from './reports/findings.ts'
import type { Session } from './session.ts'

/** Options of `rulebook check`. */
export interface CheckCommand extends CheckOptions {
  /** Print the findings as SARIF. */
  sarif?: boolean
  /** Warnings count as errors. */
  strict?: boolean
}

/** Recompute everything from the published runs and the papers, and say what is not as it should be. Changes nothing. */
export async function checkCommand(
  { workspace, output }: Omit<Session, 'signal'>,
  flags: CheckCommand = {},
): Promise<ExitCode> {
  const { findings, papers } = await findAll(workspace, flags)
  if (flags.sarif) output.document(sarifOf(findings, version, await readExplanations()))
  else {
    reportFindings(output, workspace.config.rulebook, findings, papers)
    output.result({ command: 'check', findings })
  }
  return exitCodeOf(findings, flags.strict ?? false)
}
