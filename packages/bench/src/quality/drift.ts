import { median } from '../run/median.ts'
import type { Warning } from '../run/run.ts'

/** Change that counts as a drift, on the log scale. */
const leastChange = Math.log(1.1)
/** Passes a process needs, and processes a benchmark, for a drift to be told from noise. */
const leastPasses = 6
const leastProcesses = 5
/** Share of the processes that agree on the direction; so few as `leastProcesses` all do. */
const leastAgreement = 0.8

/**
 * Samples that move in one direction in most processes: within each set-up, where the statement
 * changes what it works on, or from the earlier set-ups to the later ones, where it changes what
 * they share. `processes` are logarithms by process, set-up and pass.
 */
export function driftWarning(processes: number[][][]): Warning | null {
  const long = processes.filter((setups) => setups.flat().length >= leastPasses)
  const within = long.map(withinSetups).filter((change) => change !== null)
  const across = long.map(acrossSetups).filter((change) => change !== null)
  return warningOf(within, long[0]?.length === 1 ? 'process' : 'set-up') ?? warningOf(across, 'process')
}

/** From the first quarter of a set-up to its last, the middle one of the process's set-ups. */
function withinSetups(setups: number[][]): number | null {
  const changes = setups
    .filter((passes) => passes.length >= 2)
    .map((passes) => {
      const quarter = Math.max(1, Math.floor(passes.length / 4))
      return median(passes.slice(-quarter)) - median(passes.slice(0, quarter))
    })
  return changes.length > 0 ? median(changes) : null
}

/** From the earlier half of the set-ups to the later one, without the first, which finds all as it came. */
function acrossSetups(setups: number[][]): number | null {
  const middles = setups.slice(1).map(median)
  const half = Math.floor(middles.length / 2)
  return half > 0 ? median(middles.slice(-half)) - median(middles.slice(0, half)) : null
}

function warningOf(changes: number[], where: 'set-up' | 'process'): Warning | null {
  if (changes.length < leastProcesses) return null
  const typical = median(changes)
  const agreeing = changes.filter((change) => Math.sign(change) === Math.sign(typical)).length
  const needed = changes.length === leastProcesses ? 1 : leastAgreement
  if (Math.abs(typical) < leastChange || agreeing < needed * changes.length) return null
  const percent = Math.round(Math.abs(Math.expm1(typical)) * 100)
  return {
    code: 'drifting',
    message: `samples ${typical > 0 ? 'rise' : 'fall'} by ${percent} % within a ${where}, against the rest of the block`,
  }
}
