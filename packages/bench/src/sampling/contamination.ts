import type { PlannedBlock } from '../plan/plan.ts'
import { median } from '../run/median.ts'
import type { Warning } from '../run/run.ts'
import type { FinishedProcess } from './journal.ts'

/** Cost in the block over cost alone that is worth a warning, on the log scale. */
const tolerance = Math.log(1.05)
/** Processes that look again at what looked contaminated in the first, where there are as many. */
const confirmations = { least: 4, most: 7 }
/** Seconds of a pass above which nothing is compared: slow statements hardly feel their neighbours. */
export const longestCompared = 0.02

/**
 * Names of the members that a process compares with what they cost alone: every one in the block's
 * first process, and in the next ones those that differed there.
 */
export function comparedAlone(block: PlannedBlock, earlier: FinishedProcess[]): string[] {
  const [first] = earlier
  if (first) return earlier.length > confirmations.most ? [] : suspects(first)
  if (block.members.length < 2) return []
  return block.members.flatMap(({ id, kind, raw }) =>
    !raw && (kind === 'loop' || kind === 'async') ? [id.split('/')[1]!] : [],
  )
}

function suspects({ contamination }: FinishedProcess): string[] {
  return Object.entries(contamination).flatMap(([name, logs]) =>
    Math.abs(median(logs)) > tolerance ? [name] : [],
  )
}

/**
 * Is a benchmark slowed or sped up by its block? The processes after the first are independent
 * observations (the first only raised the suspicion, so it does not count). There is a warning when
 * their median lies beyond 5 % and all of them agree on the direction; of seven one may stray, as
 * memory layout moves a single process by as much. By signs and ranks, since one stray process
 * would hide everything from an interval around the mean (Hettmansperger & McKean 2011, chapter 1).
 */
export function contaminationWarning(
  name: string,
  processes: Pick<FinishedProcess, 'contamination'>[],
): Warning | null {
  const logs = processes.slice(1).flatMap(({ contamination }) => {
    const rounds = contamination[name]
    return rounds === undefined ? [] : [median(rounds)]
  })
  if (logs.length < confirmations.least) return null
  const typical = median(logs)
  const strays = logs.filter((log) => Math.sign(log) !== Math.sign(typical)).length
  if (Math.abs(typical) < tolerance || strays > (logs.length >= confirmations.most ? 1 : 0)) return null
  const change = Math.round(Math.abs(Math.expm1(typical)) * 100)
  return {
    code: 'contaminated',
    message: `costs ${change} % ${typical > 0 ? 'more' : 'less'} in its block than alone`,
  }
}
