import path from 'node:path'
import { formatRun, type Run } from '@rulebook/bench'
import { type Move, movesOf } from '@rulebook/distiller'
import type { LoadedPaper } from '../papers/papers.ts'
import { readEvidenceOrFault } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { type Choice, type ChoiceOptions, chooseRuns } from './choosing.ts'
import { computeOutputs, writeOutputs } from './distilling.ts'
import { refuseEmptying } from './emptied-rulebook.ts'
import { describeMoves } from './moves.ts'
import { describeLeftOut, type SettledReport, summaryOf } from './unchanged-report.ts'

/** What a distillation is asked for. */
export interface PublishOptions extends ChoiceOptions {
  budget?: number
  /** Say also when no figure moved. */
  diff?: boolean
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
  /** The runs that the figures rest on. */
  chosen: Run[]
  /** What was measured here last. */
  local: Run | null
  /** Everything that was to be written, by absolute path. */
  texts: Map<string, string>
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
  const { root, output, config } = workspace
  const { evidence: before, fault } = await readEvidenceOrFault(workspace)
  if (fault !== null) output.warn(`the evidence is written anew: ${fault}`.split('\n'))
  const choice = await chooseRuns(workspace, papers, options)
  const { runs, local, adopted, reason } = choice
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
  output.say(`${describeChoice(choice)} (${reason})`)
  for (const { run, file } of runs) {
    const { interpreter, machine } = run
    output.say(
      `run ${file}: ${interpreter.implementation} ${interpreter.version} on ${machine.cpu}, ${machine.os} ${machine.arch}`,
    )
  }
  for (const line of describeMoves(report.moved)) output.say(line)
  if (options.diff && report.moved.length === 0) output.say('no figure, rule or verdict moved')
  for (const line of describeLeftOut(report.leftOut)) output.say(line)
  output.say(`${summaryOf(config.rulebook, report)}; ${changesOf(written)}`)
  return { report, texts: all, chosen: runs.map(({ run }) => run), local }
}

function describeChoice({ local, adopted }: Choice): string {
  if (!adopted) return 'kept what is published'
  if (adopted.run === local) return 'adopted the run measured here'
  const { length } = adopted.blocks
  return length === 0
    ? 'dropped blocks'
    : `adopted ${length} ${length === 1 ? 'block' : 'blocks'} measured here`
}

function changesOf(written: readonly string[]): string {
  return written.length === 0 ? 'no byte changed' : `wrote ${written.join(', ')}`
}
