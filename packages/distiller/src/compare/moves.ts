import type { Use } from '@rulebook/bench'
import type { Verdict } from '../evidence/evidence.ts'
import type { EvidenceFile } from '../evidence-file.ts'

type ClaimEntry = EvidenceFile['claims'][number]

/** What a figure rested on in one run, of a claim in one use. */
export interface FigureBasis {
  /** Id of the run. */
  run: string
  /** Absent for a benchmark's cost. */
  use?: Use
  /** In base units. */
  estimate: number
  /** 95 % confidence bounds, in the unit of the estimate. */
  interval: [number, number]
}

/** Something that a reader sees otherwise than before, and why. */
export type Move =
  | {
      kind: 'figure'
      /** A claim or a benchmark. */
      id: string
      of: ClaimEntry['kind']
      from: string
      to: string
      /** One a run and use. */
      before: FigureBasis[]
      after: FigureBasis[]
      why: 'another run' | 'another definition'
    }
  | { kind: 'verdict'; id: string; from: Verdict; to: Verdict }
  | {
      kind: 'rule'
      id: string
      from: RuleState
      to: RuleState
      why: string
    }

/** Is a rule in the rulebook, only in a paper, or in none? */
export type RuleState = 'kept' | 'left out' | 'absent'

/**
 * What moved between two evidence files: figures whose text changed, verdicts that turned, rules
 * that entered or left the rulebook. Nothing has moved when there was no evidence before.
 */
export function movesOf(before: EvidenceFile | null, after: EvidenceFile): Move[] {
  if (!before) return []
  return [
    ...pairs(before.claims, after.claims).flatMap(figureMove),
    ...pairs(before.benchmarks, after.benchmarks).flatMap(figureMove),
    ...pairs(before.claims, after.claims).flatMap(([old, now]): Move[] =>
      old.verdict === now.verdict
        ? []
        : [{ kind: 'verdict', id: now.id, from: old.verdict, to: now.verdict }],
    ),
    ...ruleMoves(before.rules, after.rules),
  ]
}

type FigureEntry = Pick<ClaimEntry, 'id' | 'kind' | 'figure'> & { runs: FigureBasis[] }

/** Entries that stand in both files; those that come or go have not moved. */
function pairs<T extends { id: string }>(before: readonly T[], after: readonly T[]): [T, T][] {
  const known = new Map(before.map((entry) => [entry.id, entry]))
  return after.flatMap((entry): [T, T][] => {
    const old = known.get(entry.id)
    return old ? [[old, entry]] : []
  })
}

function figureMove([old, now]: [FigureEntry, FigureEntry]): Move[] {
  const [from, to] = [old.figure, now.figure]
  if (from === null || to === null || from === to) return []
  const [before, after] = [basisOf(old), basisOf(now)]
  const runs = (bases: FigureBasis[]) => bases.map(({ run }) => run).join()
  const why = runs(before) === runs(after) ? 'another definition' : 'another run'
  return [{ kind: 'figure', id: now.id, of: now.kind, from, to, before, after, why }]
}

function basisOf({ runs }: FigureEntry): FigureBasis[] {
  return runs.map(({ run, use, estimate, interval }) => {
    return { run, ...(use ? { use } : {}), estimate, interval }
  })
}

function ruleMoves(before: EvidenceFile['rules'], after: EvidenceFile['rules']): Move[] {
  const stateOf = (rule: { published: boolean } | undefined): RuleState =>
    rule ? (rule.published ? 'kept' : 'left out') : 'absent'
  const [old, now] = [new Map(before.map((r) => [r.id, r])), new Map(after.map((r) => [r.id, r]))]
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id): Move[] => {
    const [from, to] = [stateOf(old.get(id)), stateOf(now.get(id))]
    const shown = [from, to].includes('kept')
    const why = now.get(id)?.reason ?? (to === 'absent' ? 'its paper has it no more' : 'it is among the best')
    return from !== to && shown ? [{ kind: 'rule', id, from, to, why }] : []
  })
}
