import path from 'node:path'
import { formatRun } from '@rulebook/bench'
import { type Move, movesOf } from '@rulebook/distiller'
import type { LoadedPaper } from '../papers/read-papers.ts'
import { readEvidenceOrFault } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { type Choice, type ChoiceOptions, chooseRuns } from './choose-runs.ts'
import { computeOutputs, type Outputs, writeOutputs } from './compute-outputs.ts'
import { refuseEmptying } from './refuse-empty-rulebook.ts'
import type { SettledReport } from './unchanged-report.ts'

/** What a distillation is asked for. */
export interface PublishOptions extends ChoiceOptions {
  budget?: number | undefined
}

/** What a distillation did, for people and programs. */
interface PublishReport {
  /** Ids of the runs that the figures rest on. */
  runs: string[]
  /** Was anything adopted of the local run? */
  adopted: boolean
  /** Ids of the blocks that were. */
  blocks: string[]
  reason: string
  written: string[]
  rules: { kept: number; domains: number }
  tokens: { used: number; limit: number }
  moved: Move[]
  leftOut: SettledReport['leftOut']
}

/** A distillation that was written. */
export interface Publication {
  report: PublishReport
  choice: Choice
  /** The rulebook and its evidence. */
  distillation: Outputs['distillation']
  /** Everything that was to be written, by absolute path. */
  texts: Map<string, string>
  /** Why the evidence that was there could not be used; `null` where it could, or there was none. */
  evidenceFault: string | null
}

/**
 * Decide which runs the figures rest on, distil them, and write what changed: the run when it was
 * adopted, the evidence, the papers, and last the rulebook.
 */
export async function publish(
  workspace: Workspace,
  papers: LoadedPaper[],
  options: PublishOptions,
): Promise<Publication> {
  const { root } = workspace
  const { evidence: before, fault } = await readEvidenceOrFault(workspace)
  const choice = await chooseRuns(workspace, papers, options)
  const { runs, adopted, reason } = choice
  const { distillation, texts, read } = await computeOutputs(workspace, papers, runs, options.budget)
  await refuseEmptying(workspace, papers, distillation.evidence)
  const adoption: [string, string][] = adopted
    ? [[path.join(root, adopted.file), formatRun(adopted.run)]]
    : []
  const all = new Map([...adoption, ...texts])
  const written = await writeOutputs(workspace, read, all)

  const { evidence } = distillation
  const kept = evidence.rules.filter((rule) => rule.published)
  const report: PublishReport = {
    runs: runs.map(({ run }) => run.id),
    adopted: adopted !== null,
    blocks: adopted?.blocks ?? [],
    reason,
    written,
    rules: { kept: kept.length, domains: new Set(kept.map((rule) => rule.domain)).size },
    tokens: { used: evidence.budget.used, limit: evidence.budget.limit },
    moved: movesOf(before, evidence),
    leftOut: evidence.rules.flatMap(({ id, holds, reason }) =>
      reason === undefined ? [] : [{ id, holds, reason }],
    ),
  }
  return { report, choice, distillation, texts: all, evidenceFault: fault }
}
