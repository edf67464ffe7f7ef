import { formatRun, type Run } from '@rulebook/bench'
import { counterpartOf, type Difference, decide, type Move, movesOf } from '@rulebook/distiller'
import { computeOutputs, writeOutputs } from './distilling.ts'
import { refuseEmptying } from './emptied-rulebook.ts'
import { Failure } from './failure.ts'
import { describeMove } from './moves.ts'
import type { LoadedPaper } from './papers.ts'
import { type Published, type PublishedRun, readPublished } from './published.ts'
import { describeLeftOut, type SettledReport, summaryOf } from './settled.ts'
import type { Workspace } from './workspace.ts'

/** What a distillation is asked for. */
export interface PublishOptions {
  local: Run | null
  budget?: number
  /** Take the local run and publish every figure afresh. */
  exact?: boolean
  /** Paths of the runs that the figures are to rest on, in place of those configured. */
  runs?: readonly string[]
  /** Say also when no figure moved. */
  diff?: boolean
  /** Measure the blocks of these benchmarks once more; absent when nothing may be measured. */
  confirm?: (benchmarks: string[]) => Promise<Run>
}

/** What a distillation did, for people and programs. */
interface PublishReport {
  /** Ids of the runs that the figures rest on. */
  runs: string[]
  /** Was the local run adopted? */
  adopted: boolean
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

/** What the figures are to rest on. */
interface Choice {
  runs: PublishedRun[]
  local: Run | null
  /** The file that the local run is written to, when it was adopted. */
  adopted: PublishedRun | null
  reason: string
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
  const published = await readPublished(workspace, options.runs)
  const { runs, local, adopted, reason } = await chooseRuns(workspace, papers, published, options)
  const previous = options.exact ? null : published.evidence
  const { distillation, texts } = await computeOutputs(workspace, papers, runs, previous, options.budget)
  await refuseEmptying(workspace, papers, distillation.evidence)
  const adoption: [string, string][] = adopted ? [[`${root}/${adopted.file}`, formatRun(adopted.run)]] : []
  const all = new Map([...adoption, ...texts])
  const written = await writeOutputs(workspace, papers, all)

  const { evidence } = distillation
  const kept = evidence.rules.filter((rule) => rule.published)
  const report: PublishReport = {
    runs: runs.map(({ run }) => run.id),
    adopted: adopted !== null,
    reason,
    written,
    rules: { kept: kept.length, domains: new Set(kept.map((rule) => rule.domain)).size },
    tokens: { used: evidence.budget.used, limit: evidence.budget.limit },
    moved: movesOf(published.evidence, evidence),
    leftOut: evidence.rules.flatMap(({ id, holds, reason }) =>
      reason === undefined ? [] : [{ id, holds: holds === true, reason }],
    ),
  }
  output.say(`${adopted ? 'adopted the run measured here' : 'kept what is published'} (${reason})`)
  for (const { run, file } of runs) {
    const { interpreter, machine } = run
    output.say(
      `${file}: ${interpreter.implementation} ${interpreter.version} on ${machine.cpu}, ${machine.os} ${machine.arch}`,
    )
  }
  for (const move of report.moved) output.say(describeMove(move))
  if (options.diff && report.moved.length === 0) output.say('no figure, rule or verdict moved')
  for (const line of describeLeftOut(report.leftOut)) output.say(line)
  output.say(`${summaryOf(config.rulebook, report)}; ${changesOf(written)}`)
  return { report, texts: all, chosen: runs.map(({ run }) => run), local }
}

function changesOf(written: readonly string[]): string {
  return written.length === 0 ? 'no byte changed' : `wrote ${written.join(', ')}`
}

async function chooseRuns(
  workspace: Workspace,
  papers: LoadedPaper[],
  { runs, evidence }: Published,
  { local, exact, runs: named, confirm }: PublishOptions,
): Promise<Choice> {
  const { output, config } = workspace
  if (named && named.length > 0) return { runs, local, adopted: null, reason: 'the runs that were named' }
  const published = runs.map(({ run }) => run)
  if (exact && local) {
    return adopt(
      workspace,
      runs,
      local,
      counterpartOf(local, published)?.id,
      'everything is published afresh',
    )
  }
  const ask = (measured: Run | null, confirming: readonly Difference[] | null) =>
    decide({
      papers: papers.map(({ paper }) => paper),
      published,
      local: measured,
      previous: evidence,
      confirming,
      oldest: new Date(Date.now() - config.maxAgeDays * 86_400_000).toISOString(),
    })
  let current = local
  let decision = ask(current, null)
  if (decision.kind === 'confirm' && confirm) {
    for (const { id, from, to } of decision.differences)
      output.say(`${id} differs: published ${from}, measured ${to}`)
    output.say('measuring once more what differs')
    current = await confirm(decision.benchmarks)
    decision = ask(current, decision.differences)
  }
  if (decision.kind === 'adopt') {
    return adopt(workspace, runs, current!, decision.replaces ?? undefined, decision.reason)
  }
  if (runs.length === 0) {
    throw new Failure(
      'There is neither a published run nor one measured here, expected one of them; install CPython 3.10 or newer and run `rulebook rebuild`',
    )
  }
  const reason =
    decision.kind === 'confirm'
      ? `${decision.reason}; \`rulebook rebuild\` measures them once more`
      : decision.reason
  return { runs, local: current, adopted: null, reason }
}

/** The published runs with the local one in the place of that which it replaces. */
function adopt(
  { config }: Workspace,
  runs: PublishedRun[],
  local: Run,
  replaces: string | undefined,
  reason: string,
): Choice {
  const index = runs.findIndex(({ run }) => run.id === replaces)
  const adopted = { file: runs[index]?.file ?? config.publishedRun, run: local }
  return {
    runs: index === -1 ? [adopted, ...runs] : runs.with(index, adopted),
    local,
    adopted,
    reason,
  }
}
