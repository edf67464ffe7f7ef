import type { Machine, Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { benchmarksShown, bind } from './bind.ts'
import type { Verdict } from './evidence.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { type FigureTexts, figureTexts, publishedFigures } from './figure-texts.ts'

/** Something published that the local run measured otherwise. */
export interface Difference {
  /** A claim or a benchmark. */
  id: string
  benchmarks: string[]
  /** Published figure. */
  from: string
  /** What the local run would show. */
  to: string
  verdicts: { published: Verdict; local: Verdict } | null
}

/** Which run the figures rest on from now on. */
export type Decision =
  | { kind: 'keep'; reason: string; differences: Difference[] }
  | { kind: 'adopt'; reason: string; differences: Difference[] }
  /** The local run differs: measure `benchmarks` once more, then decide again. */
  | { kind: 'confirm'; reason: string; differences: Difference[]; benchmarks: string[] }

export interface DecisionInput {
  papers: readonly Paper[]
  published: Run | null
  local: Run | null
  previous: EvidenceFile | null
  /** The differences that the local run was measured again for; `null` before that. */
  confirming: readonly Difference[] | null
}

/**
 * Decide whether the published run stays or the local one takes its place, whole or not at all.
 * Evidence of the same machine and interpreter that is compatible changes nothing; what differs is
 * measured once more before it counts.
 */
export function decide({ papers, published, local, previous, confirming }: DecisionInput): Decision {
  const differences: Difference[] = []
  if (!local) return { kind: 'keep', reason: 'nothing was measured here', differences }
  if (!published) return { kind: 'adopt', reason: 'no run was published yet', differences }
  if (local.id === published.id)
    return { kind: 'keep', reason: 'the published run was measured here', differences }

  const needed = neededBenchmarks(papers)
  const lost = needed.filter((id) => !hashOf(local, id) && hashOf(published, id))
  if (lost.length > 0) {
    return { kind: 'keep', reason: `the run measured here lacks ${list(lost)}`, differences }
  }
  const gained = needed.filter((id) => hashOf(local, id) && hashOf(local, id) !== hashOf(published, id))
  const found = compare(papers, published, local, previous)
  if (gained.length > 0) {
    return { kind: 'adopt', reason: `benchmarks are new or changed: ${list(gained)}`, differences: found }
  }
  if (local.harness.hash !== published.harness.hash) {
    return { kind: 'adopt', reason: 'the harness changed', differences: found }
  }
  const elsewhere = otherConditions(published, local)
  if (elsewhere) return { kind: 'adopt', reason: elsewhere, differences: found }
  if (found.length === 0) return { kind: 'keep', reason: 'what was measured here agrees', differences }
  if (!confirming) {
    const benchmarks = [...new Set(found.flatMap((difference) => difference.benchmarks))]
    return {
      kind: 'confirm',
      reason: `${list(found.map(({ id }) => id))} differ`,
      differences: found,
      benchmarks,
    }
  }
  const confirmed = found.filter(({ id }) => confirming.some((difference) => difference.id === id))
  return confirmed.length > 0
    ? {
        kind: 'adopt',
        reason: `${list(confirmed.map(({ id }) => id))} differ, twice`,
        differences: confirmed,
      }
    : { kind: 'keep', reason: 'a difference was not confirmed', differences: found }
}

/** Benchmarks that the papers' claims and figures rest on, sorted. */
export function neededBenchmarks(papers: readonly Paper[]): string[] {
  const ids = papers.flatMap((paper) => [
    ...paper.claims.flatMap((claim) => claim.benchmarks),
    ...benchmarksShown(paper),
  ])
  return [...new Set(ids)].sort()
}

/** What the local run would show otherwise than published, claim by claim. Inconclusive alone is no difference. */
function compare(
  papers: readonly Paper[],
  published: Run,
  local: Run,
  previous: EvidenceFile | null,
): Difference[] {
  const before = bind(papers, [published])
  const after = bind(papers, [local])
  const shown = figureTexts(before, publishedFigures(previous))
  const next = figureTexts(after, shown)
  const claims = [...after.claims.values()].flatMap(({ claim, verdict }) => {
    const verdicts = { published: before.claims.get(claim.id)!.verdict, local: verdict }
    return difference(claim.id, claim.benchmarks, `claim:${claim.id}`, shown, next, verdicts)
  })
  const benchmarks = [...after.benchmarks.keys()].flatMap((id) =>
    difference(id, [id], `benchmark:${id}`, shown, next, null),
  )
  return [...claims, ...benchmarks]
}

function difference(
  id: string,
  benchmarks: string[],
  key: string,
  shown: FigureTexts,
  next: FigureTexts,
  verdicts: Difference['verdicts'],
): Difference[] {
  const [from, to] = [shown.get(key), next.get(key)]
  if (from === undefined || to === undefined) return []
  const pair = verdicts ? [verdicts.published, verdicts.local] : []
  const turned = pair.includes('supported') && pair.includes('refuted')
  return from !== to || turned ? [{ id, benchmarks, from, to, verdicts }] : []
}

function hashOf(run: Run, id: string): string | undefined {
  return run.blocks.flatMap((block) => block.benchmarks).find((benchmark) => benchmark.id === id)?.sourceHash
}

function otherConditions(published: Run, local: Run): string | null {
  const version = ({ interpreter }: Run) => `${interpreter.implementation} ${interpreter.version}`
  if (version(published) !== version(local))
    return `measured with ${version(local)}, published with ${version(published)}`
  const build = ({ interpreter }: Run) => JSON.stringify([interpreter.compiler, interpreter.flags])
  if (build(published) !== build(local)) return `${version(local)} here is another build`
  const machine = ({ cpu, cores, os, arch }: Machine) => `${cpu}, ${cores} cores, ${os} ${arch}`
  const [there, here] = [machine(published.machine), machine(local.machine)]
  return there === here ? null : `measured on ${here}, published on ${there}`
}

function list(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
}
