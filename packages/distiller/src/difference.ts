import type { Run } from '@rulebook/bench'
import type { ClaimKind, Paper } from '@rulebook/papers'
import { bind } from './bind.ts'
import type { ClaimEvidence, Estimate, Verdict } from './evidence.ts'
import type { EvidenceFile, PublishedFrom } from './evidence-file.ts'
import type { NumberKind } from './figure.ts'
import { earlierFigures, figuresOf } from './figure-texts.ts'
import { claimFigure, type Figure, rangeOf } from './published-figure.ts'
import { reaches } from './tolerance.ts'

/** Something published that the local run measured otherwise. */
export interface Difference {
  /** A claim or a benchmark. */
  id: string
  kind: ClaimKind
  benchmarks: string[]
  /** Published figure. */
  from: string
  /** What the local run would show. */
  to: string
  /** What that would be published from. */
  toFrom: PublishedFrom
  /** What the published run and the local one measured. */
  estimates: { published: Estimate | null; local: Estimate | null }
  verdicts: { published: Verdict; local: Verdict } | null
}

/** What is compared: published runs as they are, and with the local one in the place of its counterpart. */
export interface Replacement {
  papers: readonly Paper[]
  published: readonly Run[]
  counterpart: Run
  local: Run
  previous: EvidenceFile | null
}

/**
 * What the local run would show otherwise than published, claim by claim and benchmark by
 * benchmark. A number differs when its whole interval lies beyond the tolerance around what is
 * shown: what was measured too loosely to tell, such as a wait for a shared disk, moves nothing. A
 * verdict differs when it turns between supported and refuted; an interval that merely got wider is
 * no difference.
 */
export function findDifferences(replacement: Replacement): Difference[] {
  const { papers, published, counterpart, local, previous } = replacement
  const before = bind(papers, published)
  const after = bind(papers, substitute(published, counterpart, local))
  const shown = figuresOf(before, earlierFigures(previous))
  const next = figuresOf(after, shown)
  const figures = (key: string) => ({ from: shown.get(key), to: next.get(key) })
  const claims = [...after.claims.values()].flatMap((now) => {
    const then = before.claims.get(now.claim.id)!
    const verdicts = { published: then.verdict, local: now.verdict }
    const estimates = { published: estimateIn(then, counterpart), local: estimateIn(now, local) }
    const { id, benchmarks, kind } = now.claim
    return differ({ id, kind, benchmarks, ...figures(`claim:${id}`), estimates, verdicts })
  })
  const benchmarks = [...after.benchmarks.values()].flatMap((now) => {
    const then = before.benchmarks.get(now.id)!
    const estimates = { published: estimateIn(then, counterpart), local: estimateIn(now, local) }
    const { id, kind } = now
    return differ({ id, kind, benchmarks: [id], ...figures(`benchmark:${id}`), estimates, verdicts: null })
  })
  return [...claims, ...benchmarks]
}

/**
 * Does a second measurement show a difference again? A number must differ in the same direction and
 * by as much (the two intervals may be the tolerance apart), or else the machine was unsteady; a rank must
 * still be told by what it became the first time, a verdict must have turned the same way.
 */
export function confirms(
  second: Difference,
  first: readonly Difference[],
  replacement: Replacement,
): boolean {
  const earlier = first.find(({ id }) => id === second.id)
  if (!earlier) return false
  if (hasTurned(earlier) && hasTurned(second)) return earlier.verdicts!.local === second.verdicts!.local
  if (earlier.from === earlier.to || second.from === second.to) return false
  if (second.kind === 'rank') {
    const rank = measuredAgain(replacement, second.id)
    return claimFigure(rank, { text: earlier.to, from: earlier.toFrom }) === earlier.toFrom
  }
  const [once, again] = [earlier.estimates.local, second.estimates.local]
  if (!once || !again || directionOf(earlier) !== directionOf(second)) return false
  return reaches(once.interval, again.interval, second.kind)
}

/** The runs with one of them replaced. */
function substitute(runs: readonly Run[], replaced: Run, by: Run): Run[] {
  return runs.map((run) => (run.id === replaced.id ? by : run))
}

function measuredAgain({ papers, published, counterpart, local }: Replacement, id: string): ClaimEvidence {
  return bind(papers, substitute(published, counterpart, local)).claims.get(id)!
}

/** A difference before it is known that both sides show a figure. */
type Comparison = Omit<Difference, 'from' | 'to' | 'toFrom'> & Record<'from' | 'to', Figure | undefined>

function differ({ from, to, ...rest }: Comparison): Difference[] {
  if (from === undefined || to === undefined) return []
  const difference = { ...rest, from: from.text, to: to.text, toFrom: to.from }
  if (hasTurned(difference)) return [difference]
  const { kind } = rest
  const { local } = rest.estimates
  const mayStand = kind !== 'rank' && local !== null && standsFor(from.from, local, kind)
  return from.text === to.text || mayStand ? [] : [difference]
}

function standsFor(shown: PublishedFrom, { interval }: Estimate, kind: NumberKind): boolean {
  return 'estimates' in shown && reaches(rangeOf(shown.estimates), interval, kind)
}

function hasTurned({ verdicts }: Pick<Difference, 'verdicts'>): boolean {
  const pair = verdicts ? [verdicts.published, verdicts.local] : []
  return pair.includes('supported') && pair.includes('refuted')
}

function directionOf({ estimates: { published, local } }: Difference): number {
  return published && local ? Math.sign(local.value - published.value) : 0
}

function estimateIn(
  { measurements }: { measurements: readonly { run: string; estimate: Estimate | null }[] },
  run: Run,
): Estimate | null {
  return measurements.find((measurement) => measurement.run === run.id)?.estimate ?? null
}
