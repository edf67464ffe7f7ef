import type { Block, Run, Use } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { benchmarksShown, bind } from '../evidence/bind.ts'
import {
  blockOf,
  type Fate,
  fatesOf,
  mergedRun,
  type Replacement,
  type SuiteBlocks,
} from './block-replacement.ts'
import { conditionsOf, isDebugBuild, otherConditions } from './conditions.ts'
import { confirms, type Difference, findDifferences } from './difference.ts'

/** The published runs stay as they are. */
interface Keep {
  kind: 'keep'
  reason: string
}

/** A run takes the place of the published one with the id `replaces`, or is the first one. */
export interface Adoption {
  kind: 'adopt'
  run: Run
  replaces: string | null
  /** Ids of the blocks that it has from the local run. */
  blocks: string[]
  reason: string
}

/** What the figures rest on from now on. */
export type Decision =
  | Keep
  | Adoption
  /** Figures differ: measure `benchmarks` once more, then decide again; where nothing can be measured, do `meanwhile`. */
  | {
      kind: 'confirm'
      reason: string
      differences: Difference[]
      benchmarks: string[]
      meanwhile: Keep | Adoption
    }

/** Share of a published block's processes from which a local one can take its place for what differs. */
const leastShare = 0.75

/** What a decision rests on. */
export interface DecisionInput {
  papers: readonly Paper[]
  /** The runs published now; the first one gives way when none is of the local run's conditions. */
  published: readonly Run[]
  /** What was measured here; `null` for nothing. */
  local: Run | null
  /** What the suites define now. */
  suites: SuiteBlocks
  /** The differences that the local run was measured again for; `null` before that. */
  confirming: readonly Difference[] | null
  /** A published block that was measured before this moment (ISO 8601) gives way; `null` for none. */
  oldest?: string | null
}

/**
 * Decide what is published of the local run. Of another machine, filesystem or interpreter it takes the
 * place of its counterpart whole, unless it lacks what papers need. Of the same, block by block: those that
 * were measured from other code, packages or harness, that are new, or whose counterparts are too old, at
 * once; those that merely differ once a second measurement shows it again; no others.
 */
export function decide(input: DecisionInput): Decision {
  const { papers, published, local } = input
  if (!local) return keep('nothing was measured here')
  const counterpart = counterpartOf(local, published)
  if (isDebugBuild(local) && !(counterpart && isDebugBuild(counterpart))) {
    const { implementation, version } = local.interpreter
    return keep(
      `${implementation} ${version} here is a debug build, which says little of others; \`rulebook distill --exact\` publishes it all the same`,
    )
  }
  if (!counterpart) return adoptWhole(local, null, 'no run was published yet')
  const lost = lostBenchmarks(papers, counterpart, local)
  const elsewhere = otherConditions(counterpart, local)
  if (!elsewhere) return decideByBlock(input, counterpart, local, lost)
  return lost.length > 0
    ? keep(`the run measured here lacks ${list(lost)}`)
    : adoptWhole(local, counterpart.id, elsewhere)
}

function decideByBlock(input: DecisionInput, published: Run, local: Run, lost: string[]): Decision {
  const { papers, suites, confirming, oldest = null } = input
  const replacement: Replacement = { published, local, suites, lost: new Set(lost), oldest }
  const fates = fatesOf(replacement)
  const found = findDifferences(papers, published, local).filter(
    ({ block }) => fates.get(block) === 'compared',
  )
  const enough = found.filter(({ block }) => isEnough(blockOf(local, block)!, blockOf(published, block)!))
  const confirmed = enough.filter((difference) => confirms(difference, confirming ?? []))
  const adopted = adoptBlocks(replacement, fates, confirmed)
  if (enough.length > 0 && !confirming) {
    const meanwhile = adopted ?? keep(`${listIds(enough)} differ`)
    const benchmarks = [...new Set(enough.flatMap((difference) => difference.benchmarks))]
    return {
      kind: 'confirm',
      reason: `${listIds(enough)} differ`,
      differences: enough,
      benchmarks,
      meanwhile,
    }
  }
  if (adopted) return adopted
  if (enough.length > 0) return keep('a difference was not confirmed')
  if (found.length > 0) return keep(tooFew(found, published, local))
  return keep(lost.length > 0 ? `the run measured here lacks ${list(lost)}` : 'what was measured here agrees')
}

/** The run with every block whose fate it is to be replaced, and those of the confirmed differences; `null` for none. */
function adoptBlocks(
  replacement: Replacement,
  fates: ReadonlyMap<string, Fate>,
  confirmed: readonly Difference[],
): Adoption | null {
  const of = (wanted: Fate) => [...fates].flatMap(([id, fate]) => (fate === wanted ? [id] : []))
  const [added, changed, old, gone] = [of('new'), of('changed'), of('too old'), of('gone')]
  const taken = new Set([...added, ...changed, ...old, ...confirmed.map(({ block }) => block)])
  const causes: [string, string[]][] = [
    ['new', added],
    ['of other code, packages or harness', changed],
    ['too old', old],
    ['measured otherwise, twice', confirmed.map(({ id }) => id)],
    ['no longer in the suites', gone],
  ]
  const reasons = causes.flatMap(([cause, ids]) => (ids.length > 0 ? [`${cause}: ${list(ids)}`] : []))
  if (reasons.length === 0) return null
  return {
    kind: 'adopt',
    run: mergedRun(replacement, taken, new Set(gone)),
    replaces: replacement.published.id,
    blocks: [...taken],
    reason: reasons.join('; '),
  }
}

function keep(reason: string): Keep {
  return { kind: 'keep', reason }
}

/** A local run in the place of the published one with the id `replaces`, with all of its blocks. */
export function adoptWhole(run: Run, replaces: string | null, reason: string): Adoption {
  return { kind: 'adopt', run, replaces, blocks: run.blocks.map(({ id }) => id), reason }
}

function isEnough(local: Block, published: Block): boolean {
  return processesOf(local) >= leastShare * processesOf(published)
}

function tooFew(found: readonly Difference[], published: Run, local: Run): string {
  const counts = found.map(({ block }) => [local, published].map((run) => processesOf(blockOf(run, block)!)))
  const [fewer, wanted] = [0, 1].map((side) => Math.min(...counts.map((pair) => pair[side]!)))
  return `${listIds(found)} differ, told by ${fewer} processes a block instead of ${wanted}; measure with the effort of the published run to publish it`
}

/** Processes of a block that count. */
function processesOf({ processes }: Block): number {
  return processes.filter(({ disturbed }) => !disturbed).length
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
function lostBenchmarks(papers: readonly Paper[], counterpart: Run, local: Run): string[] {
  const [before, after] = [bind(papers, [counterpart]), bind(papers, [local])]
  const claims = [...before.claims].flatMap(([id, { claim, measurements }]) => {
    const isLost = (use: Use) =>
      after.claims.get(id)!.measurements.some((now) => now.use === use && !now.estimate)
    return measurements.some(({ use, estimate }) => estimate && isLost(use)) ? claim.benchmarks : []
  })
  const benchmarks = [...before.benchmarks].flatMap(([id, { measurements }]) => {
    const lost = measurements[0]!.estimate && !after.benchmarks.get(id)!.measurements[0]!.estimate
    return lost ? [id] : []
  })
  return [...new Set([...claims, ...benchmarks])].sort()
}

function listIds(differences: readonly Difference[]): string {
  return list(differences.map(({ id }) => id))
}

function list(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
}
