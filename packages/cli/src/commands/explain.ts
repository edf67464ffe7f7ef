import { explainFault, explainMeasured } from '../explaining.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Explain a fault, a finding or a warning by its id, or what a claim, a rule or a benchmark rests on by
 * its id: what was measured, on what, and whether it holds. Changes nothing.
 */
export async function explainCommand(workspace: Workspace, id: string): Promise<ExitCode> {
  const { output } = workspace
  const fault = await explainFault(id)
  if (fault !== null) {
    output.say(`${id}\n\n${fault}`)
    output.result({ command: 'explain', id, fault })
    return exitCodes.fine
  }
  const { found } = await explainMeasured(workspace, id)
  output.say(found.map(({ lines }) => lines.map(({ text }) => text).join('\n')).join('\n\n'))
  output.result({ command: 'explain', id, found: found.map(({ data }) => data) })
  return exitCodes.fine
}
