import type { Run } from '@rulebook/bench'
import type { FigureTarget, Paper } from '@rulebook/papers'
import { bind } from './bind.ts'
import type { Estimate, Evidence } from './evidence.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { findUnsafeOutput, type UnsafeFinding } from './output-safety.ts'
import { benchmarkFigure, claimFigure } from './published-figure.ts'
import { measuredAt, renderDirective, renderHeader, renderLine } from './rulebook.ts'
import { type Item, select } from './selection.ts'
import { strengthOf } from './strength.ts'
import type { CountTokens } from './tokenizer.ts'
import { type Candidate, type LeftOut, verify } from './verify.ts'

export interface DistillInput {
  papers: readonly Paper[]
  /** The published runs, with their paths from the root of the repository. */
  runs: readonly { file: string; run: Run }[]
  /** What was published before: figures that still stand keep their text. `null` publishes all afresh. */
  previous: EvidenceFile | null
  /** Most tokens of the whole rendered rulebook. */
  budget: number
  tokenizer: string
  countTokens: CountTokens
  title: string
}

/** A figure whose text changed. */
export interface MovedFigure {
  id: string
  from: string
  to: string
}

export type Distillation =
  | {
      kind: 'distilled'
      /** The text of RULEBOOK.md. */
      rulebook: string
      evidence: EvidenceFile
      moved: MovedFigure[]
      /** What agents must not be handed; nothing may be written while there is any. */
      unsafe: UnsafeFinding[]
    }
  | {
      kind: 'too-small'
      /** The least budget that holds the header and one rule. */
      least: number
    }

/** Figures by what they are tied to. */
export type FigureTexts = Map<string, string>

/** The key of a figure's target. */
export function figureKey({ type, id }: FigureTarget): string {
  return `${type}:${id}`
}

/**
 * Bind, verify, publish, select and render: from papers and published runs to the rulebook and its
 * evidence. Pure; distilling its own output again changes no byte.
 */
export function distill(input: DistillInput): Distillation {
  const { papers, previous, budget, countTokens } = input
  const runs = input.runs.map(({ run }) => run)
  const evidence = bind(papers, runs)
  const before = publishedFigures(previous)
  const figures = figureTexts(evidence, before)
  const { candidates, leftOut } = verify(papers, evidence)
  const header = renderHeader(input.title, runs)
  const headerTokens = countTokens(header)

  const texts = (candidate: { rule: Candidate['rule'] }) =>
    candidate.rule.directives.map((directive) =>
      renderDirective(directive, (target) => figures.get(figureKey(target)) ?? '?'),
    )
  const offers = candidates.map((candidate) => {
    const lines = texts(candidate).map((text) => ({ text, tokens: countTokens(renderLine(text)) }))
    const value = candidate.rule.weight * strengthOf(candidate.rule, evidence)
    return { ...candidate, lines, value }
  })
  const least = Math.min(...offers.flatMap(({ lines }) => lines.map(({ tokens }) => headerTokens + tokens)))
  if (offers.length > 0 && least > budget) return { kind: 'too-small', least }

  const items: Item[] = offers.map(({ rule, lines, value }) => ({
    id: rule.id,
    domain: rule.domain,
    value: Math.round(value * 1e6),
    forms: lines.map(({ tokens }) => tokens),
  }))
  const compose = (room: number) => {
    const chosen = select(items, room)
    const kept = offers.flatMap((offer) => {
      const form = chosen.get(offer.rule.id)
      return form === undefined ? [] : [{ ...offer, ...offer.lines[form]! }]
    })
    kept.sort((a, b) => b.value - a.value || (a.rule.id < b.rule.id ? -1 : 1))
    const rulebook = header + kept.map(({ text }) => renderLine(text)).join('')
    return { kept, rulebook, used: countTokens(rulebook) }
  }
  // Lines add up exactly under the known tokenizers; should one day they not, less room is tried.
  let room = budget - headerTokens
  let composed = compose(room)
  while (composed.used > budget && room > 0) composed = compose(--room)
  const { kept, rulebook, used } = composed

  const rules = [
    ...offers.map((offer) => {
      const line = kept.find(({ rule }) => rule.id === offer.rule.id)
      const shown = line ?? offer.lines[0]!
      const reason = `over budget: needs ${shown.tokens} tokens, ${budget - used} are left, and what was kept is worth more`
      return ruleEntry(offer.rule, shown, offer.value, line ? undefined : reason)
    }),
    ...leftOut.map((left: LeftOut) => {
      const text = texts(left)[0]!
      return ruleEntry(left.rule, { text, tokens: countTokens(renderLine(text)) }, 0, left.reason)
    }),
  ].sort(byId)
  return {
    kind: 'distilled',
    rulebook,
    evidence: {
      schema: 'rulebook.evidence/1',
      budget: { limit: budget, used, tokenizer: input.tokenizer },
      runs: input.runs.map(({ file, run }) => runEntry(file, run)),
      rules,
      ...evidenceEntries(evidence, figures),
    },
    moved: movedFigures(before, figures),
    unsafe: findUnsafeOutput(rulebook),
  }
}

/** The texts of the figures that an evidence file published, by key. */
export function publishedFigures(file: EvidenceFile | null): FigureTexts {
  const texts: FigureTexts = new Map()
  for (const { id, figure } of file?.claims ?? []) if (figure !== null) texts.set(`claim:${id}`, figure)
  for (const { id, figure } of file?.benchmarks ?? [])
    if (figure !== null) texts.set(`benchmark:${id}`, figure)
  return texts
}

/** The texts of all figures: those published before where they still stand, else fresh ones. */
export function figureTexts(evidence: Evidence, before: FigureTexts): FigureTexts {
  const texts: FigureTexts = new Map()
  for (const [id, claim] of evidence.claims) {
    const text = claimFigure(claim, before.get(`claim:${id}`))
    if (text !== null) texts.set(`claim:${id}`, text)
  }
  for (const [id, benchmark] of evidence.benchmarks) {
    const text = benchmarkFigure(benchmark, before.get(`benchmark:${id}`))
    if (text !== null) texts.set(`benchmark:${id}`, text)
  }
  return texts
}

function movedFigures(before: FigureTexts, after: FigureTexts): MovedFigure[] {
  return [...after].flatMap(([key, to]) => {
    const from = before.get(key)
    return from === undefined || from === to ? [] : [{ id: key.slice(key.indexOf(':') + 1), from, to }]
  })
}

function runEntry(file: string, run: Run): EvidenceFile['runs'][number] {
  const { interpreter, machine } = run
  return {
    id: run.id,
    file,
    interpreter: `${interpreter.implementation} ${interpreter.version}`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`,
    measuredAt: measuredAt(run),
  }
}

function ruleEntry(
  rule: Candidate['rule'],
  { text, tokens }: { text: string; tokens: number },
  value: number,
  reason: string | undefined,
): EvidenceFile['rules'][number] {
  const { id, domain, claims } = rule
  const entry = { id, domain, published: reason === undefined, text, tokens, value: digits(value), claims }
  return reason === undefined ? entry : { ...entry, reason }
}

function evidenceEntries(
  evidence: Evidence,
  figures: FigureTexts,
): Pick<EvidenceFile, 'claims' | 'benchmarks'> {
  const claims = [...evidence.claims.values()].map(({ claim, verdict, measurements }) => {
    const runs = measuredRuns(measurements)
    const [first] = runs
    return {
      id: claim.id,
      domain: claim.domain,
      kind: claim.kind,
      value: claim.kind === 'rank' ? claim.entries.map((entry) => entry.label).join(', ') : claim.source,
      holds: claim.kind === 'rank' ? `${labelOf(claim, claim.holds)} first` : claim.holds.source,
      verdict,
      figure: figures.get(`claim:${claim.id}`) ?? null,
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
    const figure = figures.get(`benchmark:${id}`) ?? null
    return {
      id,
      kind,
      figure,
      estimate: runs[0]?.estimate ?? null,
      interval: runs[0]?.interval ?? null,
      runs,
    }
  })
  return { claims: claims.sort(byId), benchmarks: benchmarks.sort(byId) }
}

function labelOf(claim: { entries: { benchmark: string; label: string }[] }, benchmark: string): string {
  return claim.entries.find((entry) => entry.benchmark === benchmark)?.label ?? benchmark
}

function measuredRuns(
  measurements: readonly { run: string; estimate: Estimate | null }[],
): EvidenceFile['claims'][number]['runs'] {
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

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
