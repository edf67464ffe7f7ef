import type { Block } from '@rulebook/bench'
import type { Claim } from '@rulebook/papers'
import { kindOf, type NumberKind } from '@rulebook/papers/kinds'
import { estimateOf, evaluate, observe } from '../evidence/estimate.ts'
import type { Estimate } from '../evidence/evidence.ts'
import { logScale, remainderScale, type Scale } from '../evidence/statistics.ts'
import { type MeanDifference, meanDifference } from './welch.ts'

/** What changed from one run to another; `p` is adjusted for the number of comparisons. */
export interface Change extends UnadjustedChange {
  /** Does it differ from no change, over all comparisons together, and by more than 1 %? */
  significant: boolean
}

/** A change by itself, before the number of comparisons is taken into account. */
export interface UnadjustedChange {
  /** A claim, a benchmark against the rest of its block, the two members of a block, or a benchmark's size. */
  of: 'claim' | 'benchmark' | 'pair' | 'size'
  /** Id of the claim or the benchmark; of a pair, of the one whose cost is over the other's. */
  id: string
  /** Id of a pair's other member. */
  over?: string
  block: string
  /** What the values are shown as. */
  kind: NumberKind
  /** Value in each run, in base units; absent of a benchmark against its block, which has none. */
  before?: Estimate
  after?: Estimate
  /** After over before; 1 is no change. Of a saving p: of 1/(1−p). */
  ratio: number
  /** 95 % confidence bounds of the ratio. */
  interval: [number, number]
  /** Probability of so large a change when there is none. */
  p: number
}

/** Changes of less than this share are not worth reporting, however narrow their interval. */
const leastEffect = 0.01

export function isWorthReporting(ratio: number): boolean {
  return Math.abs(Math.log(ratio)) > Math.log1p(leastEffect)
}

/** Members of a timed block, each against what most of them did; of two, one over the other. */
export function relativeChanges(members: string[], block: Block, other: Block): UnadjustedChange[] {
  if (members.length < 2) return []
  if (members.length === 2) {
    const [id, over] = members as [string, string]
    return valueChange('pair', id, block, other, over)
  }
  const steady = steadyMembers(members, block, other)
  return members.flatMap((id) => againstOthers(id, steady, block, other))
}

/**
 * The members that did not move against each other, found by dropping the one that moved most while
 * any did, down to half of the block: so a benchmark that moved is shown with how much, and its
 * neighbours are not said to have moved the other way.
 */
function steadyMembers(members: string[], block: Block, other: Block): string[] {
  let steady = members
  while (steady.length > 2 && steady.length > members.length / 2) {
    const moved = steady
      .flatMap((id) => againstOthers(id, steady, block, other))
      .filter((change) => change.p < 0.05 / steady.length && isWorthReporting(change.ratio))
      .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))
    if (moved.length === 0) break
    steady = steady.filter((id) => id !== moved[0]!.id)
  }
  return steady
}

/** Change of a member's cost over the geometric mean of what others cost in the same passes. */
function againstOthers(id: string, members: string[], block: Block, other: Block): UnadjustedChange[] {
  const others = members.filter((member) => member !== id)
  const relative = (side: Block) =>
    observe(side, [id, ...others], (cost) => {
      const sum = others.reduce((total, member) => total + Math.log(cost(member)), 0)
      return Math.log(cost(id)) - sum / others.length
    }).observations
  return change(
    { of: 'benchmark', id, block: block.id, kind: 'ratio' },
    meanDifference(relative(block), relative(other)),
  )
}

/** Change of a benchmark's size, or of its cost over another's. */
export function valueChange(
  of: 'size' | 'pair',
  id: string,
  block: Block,
  other: Block,
  over?: string,
): UnadjustedChange[] {
  const kind = of === 'size' ? 'size' : 'ratio'
  const used = over === undefined ? [id] : [id, over]
  const sides = [block, other].map((side) =>
    observe(side, used, (cost) => (over === undefined ? cost(id) : cost(id) / cost(over))),
  )
  return scaledChange({ of, id, block: block.id, kind, ...(over === undefined ? {} : { over }) }, sides)
}

/** Change of a claim's value. Times swing with the machine, and an order has no size: neither is compared. */
export function claimChange(claim: Claim, block: Block, other: Block): UnadjustedChange[] {
  if (claim.kind === 'rank' || kindOf(claim.kind).swings) return []
  const { expression, kind } = claim
  const sides = [block, other].map((side) =>
    observe(side, claim.benchmarks, (cost) => evaluate(expression, cost)),
  )
  return scaledChange({ of: 'claim', id: claim.id, block: block.id, kind }, sides)
}

function scaledChange(
  subject: Pick<UnadjustedChange, 'of' | 'id' | 'over' | 'block' | 'kind'>,
  sides: { observations: number[]; samples: number }[],
): UnadjustedChange[] {
  const { kind } = subject
  const [before, after] = sides.map(({ observations, samples }) => estimateOf(observations, samples, kind))
  const scale: Scale = kindOf(kind).scale === 'remainder' ? remainderScale : logScale
  const [first, second] = sides.map(({ observations }) => observations.map(scale.to))
  if (!before || !after || ![...first!, ...second!].every(Number.isFinite)) return []
  return change({ ...subject, before, after }, meanDifference(first!, second!))
}

function change(
  subject: Omit<UnadjustedChange, 'ratio' | 'interval' | 'p'>,
  found: MeanDifference | null,
): UnadjustedChange[] {
  if (!found) return []
  const interval: [number, number] = [Math.exp(found.low), Math.exp(found.high)]
  return [{ ...subject, ratio: Math.exp(found.difference), interval, p: found.p }]
}

/** Mean over processes of the logarithm of a benchmark's cost. */
export function logCost(block: Block, id: string): number {
  const { observations } = observe(block, [id], (cost) => Math.log(cost(id)))
  return observations.reduce((sum, x) => sum + x, 0) / observations.length
}
