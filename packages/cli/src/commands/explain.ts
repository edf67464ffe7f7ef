import { explainFault, explainMeasured } from '../explaining/explain.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import type { Session } from './session.ts'

/**
 * Explain a fault, a finding or a warning by its id, or what a claim, a rule or a benchmark rests on by
 * its id: what was measured, on what, and whether it holds. Changes nothing.
 */
export async function explainCommand({ workspace, output }: Session, id: string): Promise<ExitCode> {
  const fault = await explainFault(id)
  if (fault !== null) {
    for (const line of [id, '', ...fault.split('\n')]) output.say(line)
    output.result({ command: 'explain', id, fault })
    return exitCodes.fine
  }
  const { found } = await explainMeasured(workspace, id)
  for (const [index, { lines }] of found.entries()) {
    if (index > 0) output.say('')
    for (const { text, code } of lines) output.say(code ? text.replaceAll('\t', '    ') : text)
  }
  output.result({ command: 'explain', id, found: found.map(({ data }) => data) })
  return exitCodes.fine
}
