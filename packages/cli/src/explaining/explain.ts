import type { EvidenceFile } from '@rulebook/distiller'
import { didYouMean } from '@rulebook/papers/nearest'
import { Failure } from '../findings/failure.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import { readEvidence, readPublishedRuns } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { type Explanation, explanationsOf } from './explanations.ts'

/** The page of a fault, a finding or a warning by its id, as Markdown; `null` when there is none of that id. */
export async function explainFault(id: string): Promise<string | null> {
  return (await readPages(id)).get(id) ?? null
}

/**
 * What a claim, a rule or a benchmark rests on, by its id, with the evidence that says so. Throws a Failure
 * when there is none of that id, with the nearest, or when what it would be read from is not there.
 */
export async function explainMeasured(
  workspace: Workspace,
  id: string,
): Promise<{ found: Explanation[]; evidence: EvidenceFile | null }> {
  const { config } = workspace
  const evidence = await readEvidence(workspace)
  const runs = await readPublishedRuns(workspace)
  const lacking = [...(evidence ? [] : [config.evidence]), ...(runs.length > 0 ? [] : [config.publishedRun])]
  if (id.includes('/') && lacking.length > 0) {
    throw new Failure(
      `There is no ${lacking.join(' and no ')} to explain ${id} from, expected what is published; restore it from version control, or run \`rulebook rebuild\``,
    )
  }
  // Without it the code that was timed is not shown, and everything else is.
  const catalogue = await committedCatalogue(workspace).catch(() => null)
  const found = explanationsOf(id, { evidence, runs: runs.map(({ run }) => run), catalogue })
  if (found.length > 0) return { found, evidence }
  const known = [...(evidence?.claims ?? []), ...(evidence?.rules ?? []), ...(evidence?.benchmarks ?? [])]
  const ids = [...(await readPages(id)).keys(), ...known.map((entry) => entry.id)]
  throw new Failure(
    `Unexpected id “${id}”, expected that of a fault, a finding, a claim, a rule or a benchmark${nearest(id, ids)}`,
  )
}

/** Ids of faults have no slash, and only their pages need Markdown to be parsed. */
async function readPages(id: string): Promise<Map<string, string>> {
  return id.includes('/') ? new Map() : (await import('./explanation-pages.ts')).readExplanations()
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
