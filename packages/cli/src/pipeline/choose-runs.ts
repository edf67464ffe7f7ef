import { blocksOf, type Catalogue, type Run } from '@rulebook/bench'
import {
  type Adoption,
  adoptWhole,
  counterpartOf,
  type Decision,
  type Difference,
  decide,
  type SuiteBlocks,
} from '@rulebook/distiller'
import { Failure } from '../findings/failure.ts'
import type { LoadedPaper } from '../papers/read-papers.ts'
import { type PublishedRun, readPublishedRuns } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'

/** What the figures are asked to rest on. */
export interface ChoiceOptions {
  local: Run | null
  catalogue: Catalogue
  /** Take the local run whole. */
  exact?: boolean | undefined
  /** Paths of the runs that the figures are to rest on, in place of those configured. */
  runs?: readonly string[]
  /** Measure once more the blocks of these benchmarks, for what differs in them; absent when nothing may be measured. */
  confirm?: (benchmarks: string[], differences: readonly Difference[]) => Promise<Run>
}

/** What the figures rest on. */
export interface Choice {
  runs: PublishedRun[]
  local: Run | null
  /** The file of the run that holds what was measured here, and the blocks that it has from there; `null` for none. */
  adopted: (PublishedRun & { blocks: string[] }) | null
  reason: string
}

/** Decide which runs the figures rest on; what differs is measured once more where that may be. */
export async function chooseRuns(
  workspace: Workspace,
  papers: readonly LoadedPaper[],
  { local, catalogue, exact, runs: named, confirm }: ChoiceOptions,
): Promise<Choice> {
  const runs = await readPublishedRuns(workspace, named)
  if (named && named.length > 0) return { runs, local, adopted: null, reason: 'the runs that were named' }
  const published = runs.map(({ run }) => run)
  if (exact && local) {
    const replaces = counterpartOf(local, published)?.id ?? null
    return adopt(workspace, runs, local, adoptWhole(local, replaces, 'asked for'))
  }
  const oldest = new Date(Date.now() - workspace.config.maxAgeDays * 86_400_000).toISOString()
  const ask = (measured: Run | null, confirming: readonly Difference[] | null): Decision =>
    decide({
      papers: papers.map(({ paper }) => paper),
      published,
      local: measured,
      suites: suiteBlocks(catalogue),
      confirming,
      oldest,
    })
  let current = local
  let decision = ask(current, null)
  if (decision.kind === 'confirm' && confirm) {
    current = await confirm(decision.benchmarks, decision.differences)
    decision = ask(current, decision.differences)
  }
  return settle(workspace, runs, current, decision)
}

/** Do as decided. What differs and could not be measured once more is left, and said. */
function settle(workspace: Workspace, runs: PublishedRun[], local: Run | null, decision: Decision): Choice {
  const done = decision.kind === 'confirm' ? decision.meanwhile : decision
  const also =
    decision.kind === 'confirm' ? [`${decision.reason}; \`rulebook rebuild\` measures them once more`] : []
  if (done.kind === 'adopt') {
    return adopt(workspace, runs, local!, { ...done, reason: [done.reason, ...also].join('; ') })
  }
  if (runs.length === 0) {
    throw new Failure(
      local
        ? `There is no published run, and the one measured here is not published unasked: ${done.reason}`
        : 'There is neither a published run nor one measured here, expected one of them; install CPython 3.10 or newer and run `rulebook rebuild`',
    )
  }
  return { runs, local, adopted: null, reason: also[0] ?? done.reason }
}

/** The published runs with what was adopted in the place of that which it replaces. */
function adopt(
  { config }: Workspace,
  runs: PublishedRun[],
  local: Run,
  { run, replaces, blocks, reason }: Adoption,
): Choice {
  const index = runs.findIndex((published) => published.run.id === replaces)
  const adopted = { file: runs[index]?.file ?? config.publishedRun, run, blocks }
  return { runs: index === -1 ? [adopted, ...runs] : runs.with(index, adopted), local, adopted, reason }
}

function suiteBlocks({ benchmarks }: Catalogue): SuiteBlocks {
  return new Map(
    [...blocksOf(benchmarks)].map(([id, members]) => [
      id,
      new Map(members.map((member) => [member.id, member.sourceHash])),
    ]),
  )
}
