import { type PriceList, priceList } from '@rulebook/distiller'
import { Failure } from '../findings/failure.ts'
import type { LoadedPaper } from '../papers/read-papers.ts'
import { readPublishedRuns } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { distillInput } from './compute-outputs.ts'

/** What each rule costs and is worth under the published runs, and what more tokens would buy. */
export async function pricesOf(
  workspace: Workspace,
  papers: LoadedPaper[],
  { budget, run }: { budget?: number; run?: string[] },
): Promise<PriceList> {
  const runs = await readPublishedRuns(workspace, run)
  if (runs.length === 0) {
    throw new Failure(
      `There is no ${workspace.config.publishedRun} to price rules by, expected the published run; run \`rulebook rebuild\``,
    )
  }
  return priceList(await distillInput(workspace, papers, runs, budget))
}
