import { didYouMean } from '@rulebook/papers/nearest'
import { explanationsOf } from './explanations.ts'
import { Failure } from './failure.ts'
import { readPublished } from './published.ts'
import type { Workspace } from './workspace.ts'

/** What there is to say of an id, for people and for programs. */
export interface Explained {
  text: string
  data: object
}

/**
 * What an id means: that of a fault, a finding or a warning, or of a claim, a rule or a benchmark and what
 * it rests on. Throws a Failure with the nearest ids when there is none.
 */
export async function explain(workspace: Workspace, id: string): Promise<Explained> {
  const explained = id.includes('/') ? new Map<string, string>() : await readPages()
  const fault = explained.get(id)
  if (fault !== undefined) return { text: `${id}\n\n${fault}`, data: { fault } }
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
  return {
    text: found.map(({ lines }) => lines.join('\n')).join('\n\n'),
    data: { found: found.map(({ data }) => data) },
  }
}

/** Only these need Markdown to be parsed, and their ids have no slash. */
async function readPages(): Promise<Map<string, string>> {
  return (await import('./explanation-pages.ts')).readExplanations()
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
