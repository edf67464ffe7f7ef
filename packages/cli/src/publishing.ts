import { formatRun, type Run } from '@rulebook/bench'
import { type Difference, decide } from '@rulebook/distiller'
import { computeOutputs, type Published, readPublished, writeOutputs } from './distilling.ts'
import { Failure } from './failure.ts'
import type { LoadedPaper } from './papers.ts'
import type { Workspace } from './workspace.ts'

export interface PublishOptions {
  local: Run | null
  budget?: number
  /** Take the local run and publish every figure afresh. */
  exact?: boolean
  /** Measure the blocks of these benchmarks once more; absent when nothing may be measured. */
  confirm?: (benchmarks: string[]) => Promise<Run>
}

/** What a distillation did, for people and programs. */
export interface PublishReport {
  /** Id of the run that the figures rest on. */
  run: string
  /** Was the local run adopted? */
  adopted: boolean
  reason: string
  written: string[]
  tokens: { used: number; limit: number }
  moved: { id: string; from: string; to: string }[]
  leftOut: { id: string; reason: string }[]
}

/**
 * Decide which run the figures rest on, distil it, and write what changed: the run when it was
 * adopted, the evidence, the papers, and last the rulebook.
 */
export async function publish(
  workspace: Workspace,
  papers: LoadedPaper[],
  options: PublishOptions,
): Promise<PublishReport> {
  const { paths, output } = workspace
  const published = await readPublished(workspace)
  const { run, adopted, reason } = await chooseRun(workspace, papers, published, options)
  const previous = options.exact ? null : published.evidence
  const { distillation, texts } = await computeOutputs(workspace, papers, run, previous, options.budget)
  const all = new Map([...(adopted ? ([[paths.publishedRun, formatRun(run)]] as const) : []), ...texts])
  const written = await writeOutputs(workspace, all)

  const { evidence, moved } = distillation
  const report: PublishReport = {
    run: run.id,
    adopted,
    reason,
    written,
    tokens: { used: evidence.budget.used, limit: evidence.budget.limit },
    moved,
    leftOut: evidence.rules.flatMap(({ id, reason }) => (reason === undefined ? [] : [{ id, reason }])),
  }
  const { interpreter, machine } = run
  output.say(
    `${adopted ? 'adopted the run measured here' : 'kept the published run'} (${reason}): ${interpreter.implementation} ${interpreter.version} on ${machine.cpu}, ${machine.os} ${machine.arch}`,
  )
  for (const { id, from, to } of moved) output.say(`moved ${id}: ${from} → ${to}`)
  for (const rule of report.leftOut) output.say(`left out ${rule.id}: ${rule.reason}`)
  const domains = new Set(evidence.rules.filter((rule) => rule.published).map((rule) => rule.domain))
  const kept = evidence.rules.filter((rule) => rule.published).length
  output.say(
    `${workspace.config.rulebook}: ${kept} rules of ${domains.size} domains, ${report.tokens.used} of ${report.tokens.limit} tokens; ${written.length === 0 ? 'no byte changed' : `wrote ${written.join(', ')}`}`,
  )
  return report
}

async function chooseRun(
  workspace: Workspace,
  papers: LoadedPaper[],
  published: Published,
  { local, exact, confirm }: PublishOptions,
): Promise<{ run: Run; adopted: boolean; reason: string }> {
  const { output } = workspace
  if (exact && local) return { run: local, adopted: true, reason: 'everything is published afresh' }
  const ask = (measured: Run | null, confirming: readonly Difference[] | null) =>
    decide({
      papers: papers.map(({ paper }) => paper),
      published: published.run,
      local: measured,
      previous: published.evidence,
      confirming,
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
  if (decision.kind === 'adopt') return { run: current!, adopted: true, reason: decision.reason }
  if (!published.run) {
    throw new Failure(
      'There is neither a published run nor one measured here, expected one of them; install CPython 3.10 or newer and run `rulebook rebuild`',
    )
  }
  const reason =
    decision.kind === 'confirm'
      ? `${decision.reason}; \`rulebook rebuild\` measures them once more`
      : decision.reason
  return { run: published.run, adopted: false, reason }
}
