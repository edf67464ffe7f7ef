import type { Block } from '@rulebook/bench'
import type { RankClaim } from '@rulebook/papers'
import { estimateOf, observe } from './estimate.ts'
import type { Estimate, RankedEntry, Verdict } from './evidence.ts'

/** Entries closer than this share of each other count as tied, however narrow their interval. */
const leastEffect = 0.01

/** A rank claim measured in one block. */
export interface RankMeasurement {
  /** Cheapest first. */
  order: RankedEntry[]
  /** The last entry's cost over the first's. */
  estimate: Estimate | null
  verdict: Verdict
}

/** Order the entries of a rank claim by cost, cheapest first; neighbours that cannot be distinguished are tied. */
export function measureRank(claim: RankClaim, block: Block): RankMeasurement {
  const ratio = (id: string, base: string) => {
    const { observations, samples } = observe(block, [id, base], (cost) => cost(id) / cost(base))
    return estimateOf(observations, samples, 'ratio')
  }
  const base = claim.entries[0]!.benchmark
  const costs = claim.entries.map(({ benchmark }) => ({
    benchmark,
    cost: benchmark === base ? 1 : (ratio(benchmark, base)?.value ?? Number.NaN),
  }))
  if (costs.some(({ cost }) => Number.isNaN(cost)))
    return { order: [], estimate: null, verdict: 'unmeasured' }
  costs.sort((a, b) => a.cost - b.cost || (a.benchmark < b.benchmark ? -1 : 1))
  const order = costs.map(({ benchmark }, index) => ({
    benchmark,
    tied: index > 0 && !isSlower(ratio(benchmark, costs[index - 1]!.benchmark)),
  }))
  const first = order[0]!.benchmark
  const behind = claim.holds === first ? null : ratio(claim.holds, first)
  return {
    order,
    estimate: ratio(order.at(-1)!.benchmark, first),
    verdict: behind && isSlower(behind) ? 'refuted' : 'supported',
  }
}

function isSlower(ratio: Estimate | null): boolean {
  return ratio !== null && ratio.interval[0] > 1 && ratio.value > 1 + leastEffect
}
