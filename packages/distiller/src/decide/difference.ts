import type { Run, Use } from '@rulebook/bench'
import type { ClaimKind, Paper } from '@rulebook/papers'
import { bind } from '../evidence/bind.ts'
import { blockWith } from '../evidence/estimate.ts'
import type { ClaimMeasurement, CostMeasurement, Estimate, Verdict } from '../evidence/evidence.ts'
import { useInWords } from '../evidence/use.ts'
import { figureText } from '../figures/figure-text.ts'
import { commonOrder, formatOrder, orderStands } from '../figures/rank-order.ts'
import { reaches } from '../figures/tolerance.ts'

/** What one run says of a claim or a benchmark. */
interface Reading {
  estimate: Estimate
  /** Of a rank, benchmarks in groups that are tied; empty otherwise. */
  order: string[][]
  /** `null` of a benchmark. */
  verdict: Verdict | null
}

/** Something that the local run measured otherwise than the published one. */
export interface Difference {
  /** A claim or a benchmark. */
  id: string
  kind: ClaimKind
  benchmarks: string[]
  /** What became of results, and what inputs there were. */
  use: Use
  /** The block that both runs measured it in. */
  block: string
  published: Reading
  local: Reading
}

/**
 * What two runs measured otherwise in the same blocks, claim by claim and benchmark by benchmark, each use by itself. A
 * number differs when the whole interval of the local one lies beyond the tolerance around the published
 * estimate: what was measured too loosely to tell, such as a wait for a shared disk, moves nothing. A
 * rank differs when its order stands no more. A verdict differs when it turns between supported and refuted;
 * an interval that merely got wider is not a difference.
 */
export function findDifferences(papers: readonly Paper[], published: Run, local: Run): Difference[] {
  const [before, after] = [bind(papers, [published]), bind(papers, [local])]
  const differing = (
    { id, kind, benchmarks, use }: Pick<Difference, 'id' | 'kind' | 'benchmarks' | 'use'>,
    then: ClaimMeasurement | CostMeasurement | undefined,
    now: ClaimMeasurement | CostMeasurement | undefined,
  ): Difference[] => {
    const block = blockWith(local, benchmarks)?.id
    const [was, is] = [readingOf(then), readingOf(now)]
    if (block === undefined || block !== blockWith(published, benchmarks)?.id || !was || !is) return []
    const difference = { id, kind, benchmarks, use, block, published: was, local: is }
    return hasTurned(difference) || !stands(was, is, kind) ? [difference] : []
  }
  return [
    ...[...after.claims].flatMap(([id, { claim, kind, measurements }]) =>
      measurements.flatMap((now) => {
        const then = before.claims.get(id)!.measurements.find(({ use }) => use === now.use)
        return differing({ id, kind, benchmarks: claim.benchmarks, use: now.use }, then, now)
      }),
    ),
    ...[...after.benchmarks].flatMap(([id, { kind, measurements }]) =>
      differing(
        { id, kind, benchmarks: [id], use: 'dropped' },
        before.benchmarks.get(id)!.measurements[0],
        measurements[0],
      ),
    ),
  ]
}

/**
 * Does a second measurement show a difference again? A number must differ in the same direction and
 * by as much (the two intervals may be the tolerance apart), or else the machine was unsteady; a rank must
 * still be told by what it became the first time, a verdict must have turned the same way.
 */
export function confirms(second: Difference, first: readonly Difference[]): boolean {
  const earlier = first.find(({ id, use }) => id === second.id && use === second.use)
  if (!earlier) return false
  if (hasTurned(earlier) && hasTurned(second)) return earlier.local.verdict === second.local.verdict
  const { kind } = second
  if (stands(earlier.published, earlier.local, kind) || stands(second.published, second.local, kind))
    return false
  if (kind === 'rank') return orderStands(earlier.local.order, second.local.order)
  if (directionOf(earlier) !== directionOf(second)) return false
  return reaches(earlier.local.estimate.interval, second.local.estimate.interval, kind)
}

/** `57× to 110×`: what a difference would move. */
export function describeDifference({ id, kind, use, published, local }: Difference): string {
  const [from, to] = [published, local].map(({ estimate, order }) =>
    kind === 'rank' ? formatOrder(order) : figureText({ kind, runs: [{ estimate: estimate.value }] }),
  )
  return `${id}${use === 'dropped' ? '' : `, ${useInWords(use)},`} differs: published ${from}, measured ${to}`
}

function readingOf(measurement: ClaimMeasurement | CostMeasurement | undefined): Reading | null {
  if (!measurement?.estimate) return null
  const { estimate } = measurement
  if (!('order' in measurement)) return { estimate, order: [], verdict: null }
  return { estimate, order: commonOrder([measurement.order]), verdict: measurement.verdict }
}

function stands(published: Reading, { estimate, order }: Reading, kind: ClaimKind): boolean {
  if (kind === 'rank') return orderStands(published.order, order)
  return reaches([published.estimate.value, published.estimate.value], estimate.interval, kind)
}

function hasTurned({ published, local }: Difference): boolean {
  const pair = [published.verdict, local.verdict]
  return pair.includes('supported') && pair.includes('refuted')
}

function directionOf({ published, local }: Difference): number {
  return Math.sign(local.estimate.value - published.estimate.value)
}
