import { didYouMean } from '@rulebook/papers'
import { readExplanations } from '../explanation-pages.ts'
import { explanationsOf } from '../explanations.ts'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { readPublished } from '../published.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Explain a fault, a finding or a warning by its id, or what a claim, a rule or a benchmark rests on by
 * its id: what was measured, on what, and whether it holds. Changes nothing.
 */
export async function explainCommand(workspace: Workspace, id: string): Promise<ExitCode> {
  const { output } = workspace
  const explained = await readExplanations()
  const fault = explained.get(id)
  if (fault !== undefined) {
    output.say(`${id}\n\n${fault}`)
    output.result({ command: 'explain', id, fault })
    return exitCodes.fine
  }
  const { evidence, runs } = await readPublished(workspace)
  const found = explanationsOf(id, { evidence, runs: runs.map(({ run }) => run) })
  if (found.length === 0) {
    const known = [
      ...explained.keys(),
      ...[...(evidence?.claims ?? []), ...(evidence?.rules ?? []), ...(evidence?.benchmarks ?? [])].map(
        (entry) => entry.id,
      ),
    ]
    throw new Failure(
      `Unexpected id “${id}”, expected that of a fault, a finding, a claim, a rule or a benchmark${nearest(id, known)}`,
    )
  }
  output.say(found.map(({ lines }) => lines.join('\n')).join('\n\n'))
  output.result({ command: 'explain', id, found: found.map(({ data }) => data) })
  return exitCodes.fine
}

/**
 * The known ids of the same domain that share the most with this one; of faults, those it is part of;
 * else the nearest.
 */
function nearest(id: string, known: string[]): string {
  const [domain, name] = id.split('/')
  const related = known.filter((other) =>
    name === undefined ? other.includes(id) : other.startsWith(`${domain}/`),
  )
  const similar = related.filter((other) => other.includes(name ?? id))
  const shown = [...new Set(similar.length > 0 ? similar : related)].slice(0, 5)
  if (shown.length === 0) return didYouMean(id, known) || '; `rulebook measure --list` lists what is measured'
  return `; did you mean ${shown.join(', ')}?`
}
