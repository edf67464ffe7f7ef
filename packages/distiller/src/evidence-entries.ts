import type { Run } from '@rulebook/bench'
import type { Rule } from '@rulebook/papers'
import type { Estimate, Evidence } from './evidence.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { type Figures, figureKey } from './figure-texts.ts'
import type { Figure } from './published-figure.ts'
import { measuredAt } from './rulebook.ts'

/** A run as the evidence file lists it. */
export function runEntry(file: string, run: Run): EvidenceFile['runs'][number] {
  const { interpreter, machine } = run
  return {
    id: run.id,
    file,
    interpreter: `${interpreter.implementation} ${interpreter.version}`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`,
    ...(machine.filesystem === null ? {} : { filesystem: machine.filesystem }),
    measuredAt: measuredAt(run),
  }
}

/** A rule as the evidence file lists it; `against` is why it is left out, and whether it holds all the same. */
export function ruleEntry(
  rule: Rule,
  { text, tokens }: { text: string; tokens: number },
  value: number,
  against: { holds: boolean; reason: string } | null,
): EvidenceFile['rules'][number] {
  const { id, domain, claims } = rule
  const [published, holds] = [against === null, against?.holds ?? true]
  const entry = { id, domain, published, holds, text, tokens, value: digits(value), claims }
  return against === null ? entry : { ...entry, reason: against.reason }
}

/** Claims and benchmarks as the evidence file lists them, sorted by id. */
export function evidenceEntries(
  evidence: Evidence,
  figures: Figures,
): Pick<EvidenceFile, 'claims' | 'benchmarks'> {
  const claims = [...evidence.claims.values()].map(({ claim, verdict, measurements }) => {
    const verdicts = new Map(measurements.map(({ run, verdict }) => [run, verdict]))
    const runs = measuredRuns(measurements).map((run) => ({ ...run, verdict: verdicts.get(run.run)! }))
    const [first] = runs
    return {
      id: claim.id,
      domain: claim.domain,
      kind: claim.kind,
      value: claim.kind === 'rank' ? claim.entries.map((entry) => entry.label).join(', ') : claim.source,
      holds: claim.kind === 'rank' ? `${labelOf(claim, claim.holds)} first` : claim.holds.source,
      ...(claim.kind === 'rank' || claim.why === null ? {} : { why: claim.why }),
      verdict,
      ...figureEntry(figures.get(figureKey({ type: 'claim', id: claim.id }))),
      estimate: first?.estimate ?? null,
      interval: first?.interval ?? null,
      samples: first?.samples ?? 0,
      benchmarks: claim.benchmarks,
      ...(claim.cited ? { cited: claim.cited } : {}),
      warnings: measurements.flatMap((measurement) => measurement.warnings),
      runs,
    }
  })
  const benchmarks = [...evidence.benchmarks.values()].map(({ id, kind, measurements }) => {
    const runs = measuredRuns(measurements)
    return {
      id,
      kind,
      ...figureEntry(figures.get(figureKey({ type: 'benchmark', id }))),
      estimate: runs[0]?.estimate ?? null,
      interval: runs[0]?.interval ?? null,
      warnings: measurements.flatMap((measurement) => measurement.warnings),
      runs,
    }
  })
  return { claims: claims.sort(byId), benchmarks: benchmarks.sort(byId) }
}

function figureEntry(
  figure: Figure | undefined,
): Pick<EvidenceFile['claims'][number], 'figure' | 'publishedFrom'> {
  return figure ? { figure: figure.text, publishedFrom: figure.from } : { figure: null }
}

function labelOf(claim: { entries: { benchmark: string; label: string }[] }, benchmark: string): string {
  return claim.entries.find((entry) => entry.benchmark === benchmark)?.label ?? benchmark
}

function measuredRuns(
  measurements: readonly { run: string; estimate: Estimate | null }[],
): EvidenceFile['benchmarks'][number]['runs'] {
  return measurements.flatMap(({ run, estimate }) => {
    if (!estimate) return []
    const interval = estimate.interval.map(digits) as [number, number]
    const { processes, samples } = estimate
    return [{ run, estimate: digits(estimate.value), interval, processes, samples }]
  })
}

/** Four significant digits: more than any figure shows, few enough to read. */
function digits(value: number): number {
  return Number(value.toPrecision(4))
}

/** Order by id. */
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
