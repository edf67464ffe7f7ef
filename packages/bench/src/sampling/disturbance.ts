import { median } from '../run/median.ts'
import type { ProcessSamples } from './sampler.ts'

/** How much slower than usual every member of a block must be for the machine to be the reason, on the log scale. */
const tolerance = Math.log(1.05)
/** Processes taken again for disturbed ones, at most, as a share of those wanted. */
const takenAgain = 1 / 4
/** Undisturbed processes that an interval rests on, at least, where as many were wanted. */
const leastCalm = 5

/**
 * Which processes of a block the machine disturbed: those in which every member cost over 5 % more
 * than its median over the processes. What slows all members alike is the machine (a neighbour on
 * the same core, a lower clock), and it changes ratios too: not all statements suffer it alike.
 *
 * Told by costs that all members have in common, never by the ratios that are to be estimated: the
 * member that was slowed least decides, so that one that is slow by itself (memory layout, hash
 * seed) does not count. No more than half of the processes can be above every median.
 */
export function disturbed(processes: ProcessSamples[]): boolean[] {
  const names = Object.keys(processes[0] ?? {})
  const members = names.map((name) => {
    const costs = processes.map((samples) => typicalCost(samples[name] ?? []))
    const known = costs.filter((cost) => cost !== null)
    const usual = known.length > 0 ? median(known) : 0
    return costs.map((cost) => (cost === null ? null : cost - usual))
  })
  return processes.map((_, process) => {
    const slower = members.map((member) => member[process]!).filter((share) => share !== null)
    return slower.length > 0 && Math.min(...slower) > tolerance
  })
}

/**
 * Is another process to be taken of a block of which `wanted` undisturbed ones are? Disturbed ones
 * are replaced until a quarter more were taken than wanted, and in any case until five are
 * undisturbed: since no more than half are ever disturbed, nine processes always hold them.
 */
export function wantsAnother(taken: ProcessSamples[], wanted: number): boolean {
  const calm = disturbed(taken).filter((is) => !is).length
  const most = wanted + Math.floor(wanted * takenAgain)
  return calm < wanted && (taken.length < most || (calm < leastCalm && wanted >= leastCalm))
}

/** Median over passes, as a logarithm; `null` without a positive sample. */
function typicalCost(samples: (number | null)[]): number | null {
  const costs = samples.filter((sample): sample is number => typeof sample === 'number' && sample > 0)
  return costs.length > 0 ? Math.log(median(costs)) : null
}
