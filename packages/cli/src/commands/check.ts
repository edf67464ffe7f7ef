import { type CheckOptions, exitCodeOf, findAll } from '../checks/find-all.ts'
import { readExplanations } from '../explaining/explanation-pages.ts'
import type { ExitCode } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import { sarifOf } from '../findings/sarif.ts'
import type { Workspace } from '../repository/workspace.ts'
import { version } from '../terminal/version.ts'

/** Options of `rulebook check`. */
export interface CheckCommand extends CheckOptions {
  /** Print the findings as SARIF. */
  sarif?: boolean
  /** Warnings count as errors. */
  strict?: boolean
}

/** Recompute everything from the published runs and the papers, and say what is not as it should be. Changes nothing. */
export async function checkCommand(workspace: Workspace, flags: CheckCommand = {}): Promise<ExitCode> {
  const { findings, papers } = await findAll(workspace, flags)
  if (flags.sarif) workspace.output.document(sarifOf(findings, version, await readExplanations()))
  else report(workspace, findings, papers)
  return exitCodeOf(findings, flags.strict ?? false)
}

function report({ output, config }: Workspace, findings: Finding[], papers: number): void {
  for (const finding of findings) {
    if (finding.severity === 'error') output.fail(findingLine(finding))
    else output.note(findingLine(finding))
  }
  if (findings.every(({ severity }) => severity !== 'error')) {
    output.say(`${papers} papers and ${config.rulebook} agree with the published run`)
  }
  output.result({ command: 'check', findings })
}
