import { explain } from '../explaining.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Explain a fault, a finding or a warning by its id, or what a claim, a rule or a benchmark rests on by
 * its id: what was measured, on what, and whether it holds. Changes nothing.
 */
export async function explainCommand(workspace: Workspace, id: string): Promise<ExitCode> {
  const { output } = workspace
  const { text, data } = await explain(workspace, id)
  output.say(text)
  output.result({ command: 'explain', id, ...data })
  return exitCodes.fine
}
