import type { FinishedProcess } from './journal.ts'
import { median } from './median.ts'
import type { PlannedBlock } from './plan.ts'
import type { Warning } from './run.ts'

/** Cost in the block over cost alone that is worth a warning, on the log scale. */
const tolerance = Math.log(1.05)
/** Processes that look again at what looked contaminated in the first. */
const confirmations = 4
/** Quantile 0.975 of Student's t with 3 degrees of freedom. */
const t = 3.1824
/** Seconds of a pass above which nothing is compared: slow statements hardly feel their neighbours. */
export const longestCompared = 0.02

/**
 * Names of the members that a process compares with what they cost alone: every one in the block's
 * first process, and in the next ones those that differed there.
 */
export function comparedAlone(block: PlannedBlock, earlier: FinishedProcess[]): string[] {
  const [first] = earlier
  if (first) return earlier.length > confirmations ? [] : suspects(first)
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
 * observations (the first only raised the suspicion, so it does not count); there is a warning when
 * their whole interval lies beyond 5 %.
 */
export function contaminationWarning(name: string, processes: FinishedProcess[]): Warning | null {
  const logs = processes.slice(1).flatMap(({ contamination }) => {
    const rounds = contamination[name]
    return rounds === undefined ? [] : [median(rounds)]
  })
  if (logs.length < confirmations) return null
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
  if (Math.abs(mean) - t * Math.sqrt(variance / logs.length) < tolerance) return null
  const change = Math.round(Math.abs(Math.expm1(mean)) * 100)
  return {
    code: 'contaminated',
    message: `costs ${change} % ${mean > 0 ? 'more' : 'less'} in its block than alone`,
  }
}
