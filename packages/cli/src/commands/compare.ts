import path from 'node:path'
import { type Run, readRun } from '@rulebook/bench'
import {
  type Change,
  type Comparison,
  compareRuns,
  disagreements,
  formatFigure,
  otherCircumstances,
} from '@rulebook/distiller'
import type { Paper } from '@rulebook/papers'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import { readPapers } from '../papers/read-papers.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import type { Output } from '../terminal/output.ts'
import { localRun, type Session } from './session.ts'

/**
 * Say what changed from one run to another. Runs are named by path, or as `published` and `local`.
 * Throws a Failure that names the fields when two runs cannot be compared.
 */
export async function compareCommand(
  session: Session,
  [first, second]: readonly [string, string],
  flags: { all?: boolean },
): Promise<ExitCode> {
  const [before, after] = [await namedRun(session, first), await namedRun(session, second)]
  const fields = disagreements(before, after)
  if (fields.length > 0) {
    const differences = fields.map(({ field, before, after }) => `${field}: ${before}, then ${after}`)
    throw new Failure([
      `${first} and ${second} cannot be compared, expected runs of one machine by one harness; measure again on this machine, or name other runs`,
      ...differences,
    ])
  }
  const circumstances = otherCircumstances(before, after)
  for (const { field, before, after } of circumstances) {
    const more =
      field === 'machine.filesystem' ? '; what waits for files, such as a database, changed with that' : ''
    session.output.warn(`${field}: ${before}, then ${after}${more}`)
  }
  const comparison = compareRuns(before, after, await claimsOf(session))
  report(session.output, before, after, comparison, flags.all ?? false)
  const [from, to] = [describe(before), describe(after)]
  session.output.result({ command: 'compare', before: from, after: to, circumstances, ...comparison })
  return exitCodes.fine
}

async function namedRun(session: Session, name: string): Promise<Run> {
  const { publishedRun } = session.workspace.paths
  const run = await (name === 'local'
    ? localRun(session)
    : name === 'published'
      ? readRun(publishedRun)
      : readRun(path.resolve(name), { follow: true }))
  if (run) return run
  throw new Failure(
    `There is no run ${name}, expected the path of a run, \`published\` or \`local\`; run \`rulebook measure\` to make one`,
  )
}

/** The papers, whose claims are compared; none where papers need mending, which is not the question here. */
async function claimsOf({ workspace, output }: Session): Promise<Paper[]> {
  try {
    const { papers } = await readPapers(workspace, await committedCatalogue(workspace))
    return papers.map(({ paper }) => paper)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    output.warn('papers need mending; benchmarks are compared, and no claims')
    return []
  }
}

function describe({ id, interpreter, startedAt }: Run) {
  return { run: id, interpreter: `${interpreter.implementation} ${interpreter.version}`, startedAt }
}

function report(
  output: Output,
  before: Run,
  after: Run,
  { changes, wholeBlocks, left }: Comparison,
  all: boolean,
): void {
  const [from, to] = [describe(before), describe(after)]
  output.say(`run ${from.run} (${from.interpreter}), then ${to.run} (${to.interpreter})`)
  for (const { id, reason } of left) output.say(`not compared: ${id}, ${reason}`)
  if (changes.length === 0) {
    output.say('nothing in the two runs can be compared')
    return
  }
  const significant = changes.filter((change) => change.significant)
  output.say(
    `${significant.length} of ${changes.length} comparisons changed; fewer than 5 in 100 such lists hold one that did not:`,
  )
  for (const change of all ? changes : significant) output.say(`  ${line(change)}`)
  const others = changes.filter((change) => !change.significant)
  if (others.length > 0) {
    const widest = Math.max(...others.flatMap(({ interval: [low, high] }) => [1 / low, high]))
    output.say(
      `${others.length} did not change by more than can be told; none of them by more than ${factor(widest)}`,
    )
  }
  if (wholeBlocks) {
    const { median, least, greatest, blocks } = wholeBlocks
    output.say(
      `times as such: ${blocks} blocks took ${factor(median)} as long (${factor(least)} to ${factor(greatest)}), which two runs cannot tell from the machine's own swing`,
    )
  }
}

function line({ of, id, over, kind, before, after, ratio, interval, significant }: Change): string {
  const change = `${factor(ratio)} (${interval.map(factor).join(' to ')})`
  const subject = {
    claim: `claim ${id}`,
    benchmark: `${id} against the others of its block`,
    pair: `${id} over ${over}`,
    size: `size of ${id}`,
  }[of]
  const [from, to] = [before, after].map((estimate) => estimate && formatFigure(estimate.value, kind, 3))
  return `${change}  ${subject}${from ? `: ${from}, then ${to}` : ''}${significant ? '' : ' (not told apart)'}`
}

function factor(ratio: number): string {
  return formatFigure(ratio, 'ratio', 3)
}
