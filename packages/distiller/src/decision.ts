import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { benchmarksShown, bind } from './bind.ts'
import { conditionsOf, otherConditions } from './conditions.ts'
import { confirms, type Difference, findDifferences, type Replacement } from './difference.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { sourceHashes } from './sources.ts'
import { median } from './statistics.ts'

/** Which runs the figures rest on from now on. */
export type Decision =
  | { kind: 'keep'; reason: string; differences: Difference[] }
  /** The local run takes the place of the published run with the id `replaces`, or is the first one. */
  | { kind: 'adopt'; reason: string; differences: Difference[]; replaces: string | null }
  /** The local run differs: measure `benchmarks` once more, then decide again. */
  | { kind: 'confirm'; reason: string; differences: Difference[]; benchmarks: string[] }

/** Share of the published run's processes from which a local run can take its place for what differs. */
const leastShare = 0.75

/** What a decision rests on. */
export interface DecisionInput {
  papers: readonly Paper[]
  /** The runs published now; the first one gives way when none is of the local run's conditions. */
  published: readonly Run[]
  /** What was measured here; `null` for nothing. */
  local: Run | null
  previous: EvidenceFile | null
  /** The differences that the local run was measured again for; `null` before that. */
  confirming: readonly Difference[] | null
  /** A published run with a block measured before this moment (ISO 8601) gives way; `null` for none. */
  oldest?: string | null
}

/**
 * Decide whether the published runs stay or the local one takes the place of one of them, whole or
 * not at all. Evidence of the same machine and interpreter that is compatible changes nothing; what
 * differs is measured once more before it counts.
 */
export function decide(input: DecisionInput): Decision {
  const { papers, published, local, previous, confirming, oldest = null } = input
  const keep = (reason: string, differences: Difference[] = []): Decision => {
    return { kind: 'keep', reason, differences }
  }
  if (!local) return keep('nothing was measured here')
  const counterpart = counterpartOf(local, published)
  if (!counterpart)
    return { kind: 'adopt', reason: 'no run was published yet', differences: [], replaces: null }
  if (local.id === counterpart.id) return keep('the published run was measured here')

  const replacement: Replacement = { papers, published, counterpart, local, previous }
  const lost = lostBenchmarks(replacement)
  if (lost.length > 0) return keep(`the run measured here lacks ${list(lost)}`)
  const found = findDifferences(replacement)
  const adopt = (reason: string, differences = found): Decision => {
    return { kind: 'adopt', reason, differences, replaces: counterpart.id }
  }
  const gained = gainedBenchmarks(replacement)
  if (gained.length > 0) return adopt(`benchmarks are new or changed: ${list(gained)}`)
  if (local.harness.hash !== counterpart.harness.hash) return adopt('the harness changed')
  const elsewhere = otherConditions(counterpart, local)
  if (elsewhere) return adopt(elsewhere)
  if (isOlder(counterpart, oldest) && !isOlder(local, oldest)) return adopt('the published run is too old')
  if (found.length === 0) return keep('what was measured here agrees')
  const [fewer, wanted] = [processesOf(local), processesOf(counterpart)]
  if (fewer < leastShare * wanted) {
    const fix = 'measure with the effort of the published one to publish it'
    return keep(
      `${list(found.map(({ id }) => id))} differ, told by ${fewer} processes a block instead of ${wanted}; ${fix}`,
      found,
    )
  }
  if (!confirming) {
    const benchmarks = [...new Set(found.flatMap((difference) => difference.benchmarks))]
    const reason = `${list(found.map(({ id }) => id))} differ`
    return { kind: 'confirm', reason, differences: found, benchmarks }
  }
  const confirmed = found.filter((difference) => confirms(difference, confirming, replacement))
  return confirmed.length > 0
    ? adopt(`${list(confirmed.map(({ id }) => id))} differ, twice`, confirmed)
    : keep('a difference was not confirmed', found)
}

/** Processes that a block typically rests on. */
function processesOf(run: Run): number {
  const counts = run.blocks.map(({ processes }) => processes.filter(({ disturbed }) => !disturbed).length)
  return Math.floor(median(counts))
}

/** Benchmarks that the papers' claims and figures rest on, sorted. */
export function neededBenchmarks(papers: readonly Paper[]): string[] {
  const ids = papers.flatMap((paper) => [
    ...paper.claims.flatMap((claim) => claim.benchmarks),
    ...benchmarksShown(paper),
  ])
  return [...new Set(ids)].sort()
}

/** The published run that a local one would replace: that of its machine and interpreter, else the first. */
export function counterpartOf(local: Run, published: readonly Run[]): Run | undefined {
  return published.find((run) => conditionsOf(run) === conditionsOf(local)) ?? published[0]
}

/** Benchmarks of what the counterpart measured and the local run did not, or not often enough. */
function lostBenchmarks({ papers, counterpart, local }: Replacement): string[] {
  const before = bind(papers, [counterpart])
  const after = bind(papers, [local])
  const claims = [...before.claims].flatMap(([id, { claim, measurements }]) => {
    const lost = measurements[0]!.estimate && !after.claims.get(id)!.measurements[0]!.estimate
    return lost ? claim.benchmarks : []
  })
  const benchmarks = [...before.benchmarks].flatMap(([id, { measurements }]) => {
    const lost = measurements[0]!.estimate && !after.benchmarks.get(id)!.measurements[0]!.estimate
    return lost ? [id] : []
  })
  return [...new Set([...claims, ...benchmarks])].sort()
}

/** Needed benchmarks that the counterpart lacks or measured from another source. */
function gainedBenchmarks({ papers, counterpart, local }: Replacement): string[] {
  const [there, here] = [sourceHashes(counterpart), sourceHashes(local)]
  return neededBenchmarks(papers).filter((id) => here.has(id) && here.get(id) !== there.get(id))
}

function isOlder(run: Run, moment: string | null): boolean {
  return moment !== null && run.blocks.some((block) => Date.parse(block.measuredAt) < Date.parse(moment))
}

function list(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
}
