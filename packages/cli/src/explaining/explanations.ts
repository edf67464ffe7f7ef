import {
  type Benchmark,
  type Catalogue,
  type Run,
  recordedLine,
  recordedSource,
  textLimits,
} from '@rulebook/bench'
import { type EvidenceFile, formatFigure, useBeside, useInWords } from '@rulebook/distiller'
import { estimateKind } from '@rulebook/papers/kinds'

/** A line of an explanation: words, or code that was timed. */
export interface Line {
  text: string
  code?: true
}

/** What evidence says of one thing, for people and for programs. */
export interface Explanation {
  lines: Line[]
  data: object
}

/** Where explanations come from. */
interface Subject {
  evidence: EvidenceFile | null
  runs: Run[]
  /** Where the texts of benchmarks come from, which a run only repeats. */
  catalogue: Catalogue | null
}

type Claim = EvidenceFile['claims'][number]
type Measured = EvidenceFile['benchmarks'][number]['runs'][number]

/** Everything of this id: a claim, a rule, a benchmark, or more than one of them. */
export function explanationsOf(id: string, subject: Subject): Explanation[] {
  const claims = subject.evidence?.claims.filter((claim) => claim.id === id) ?? []
  const rules = subject.evidence?.rules.filter((rule) => rule.id === id) ?? []
  const benchmarks = benchmarksOf([id], subject)
  return [
    ...rules.map((rule) => explainRule(rule, subject)),
    ...claims.map((claim) => explainClaim(claim, subject)),
    ...benchmarks.map((benchmark) => explainBenchmark(benchmark, subject)),
  ]
}

function explainRule(rule: EvidenceFile['rules'][number], subject: Subject): Explanation {
  const claims = rule.claims.flatMap(
    (id) => subject.evidence?.claims.filter((claim) => claim.id === id) ?? [],
  )
  const state = rule.published ? 'in the rulebook' : `left out: ${rule.reason ?? 'no reason given'}`
  const explained = claims.map((claim) => explainClaim(claim, subject))
  return {
    lines: [
      ...words(
        `rule ${rule.id}, ${state}`,
        `  - ${rule.text}`,
        `  ${rule.tokens} tokens, worth ${rule.value}`,
      ),
      ...explained.flatMap(({ lines }) => [...words(''), ...lines]),
    ],
    data: { type: 'rule', ...rule, claims: explained.map(({ data }) => data) },
  }
}

function explainClaim(claim: Claim, subject: Subject): Explanation {
  const kind = estimateKind(claim.kind)
  const benchmarks = benchmarksOf(claim.benchmarks, subject)
  const figure = claim.figure === null ? 'not measured' : claim.figure
  return {
    lines: [
      ...words(
        `claim ${claim.id}: ${figure}, ${claim.verdict}`,
        `  value     ${claim.value}`,
        `  holds     when ${claim.holds}`,
        ...(claim.why === undefined ? [] : [`  why       ${claim.why}`]),
        ...claim.runs.flatMap((run) => {
          const use = useBeside(run.use, claim.runs)
          return measuredLines(run, kind, subject, claim.kind === 'rank', use)
        }),
        ...(claim.cited
          ? [`  cited     ${formatFigure(claim.cited.value, kind, 4)} (${claim.cited.by})`]
          : []),
        ...claim.warnings.map(
          ({ benchmark, use, code, message }) =>
            `  warning   ${code}${benchmark ? `, ${benchmark}` : ''}${use ? `, ${useInWords(use)}` : ''}: ${message}`,
        ),
      ),
      ...benchmarks.flatMap(benchmarkLines),
    ],
    data: { type: 'claim', ...claim, benchmarks: benchmarks.map(benchmarkData) },
  }
}

function explainBenchmark(benchmark: Shown, subject: Subject): Explanation {
  const entry = subject.evidence?.benchmarks.find(({ id }) => id === benchmark.id)
  const claims = subject.evidence?.claims.filter((claim) => claim.benchmarks.includes(benchmark.id)) ?? []
  const kind = benchmark.unit === 's' ? 'time' : 'size'
  return {
    lines: [
      ...benchmarkLines(benchmark).map((line) => ({ ...line, text: line.text.slice(2) })),
      ...words(
        ...(entry?.runs ?? []).flatMap((run) => measuredLines(run, kind, subject, false, null)),
        ...(entry?.warnings ?? []).map(({ code, message }) => `  warning   ${code}: ${message}`),
        ...claims.map((claim) => `  used by   ${claim.id}`),
      ),
    ],
    data: {
      type: 'benchmark',
      ...benchmarkData(benchmark),
      runs: entry?.runs ?? [],
      warnings: entry?.warnings ?? [],
      claims: claims.map((claim) => claim.id),
    },
  }
}

function measuredLines(
  { run, estimate, interval, processes, samples }: Measured,
  kind: Parameters<typeof formatFigure>[1],
  { evidence }: Subject,
  rank: boolean,
  use: string | null,
): string[] {
  const [value, low, high] = [estimate, ...interval].map((x) => formatFigure(x, kind, 3))
  const on = evidence?.runs.find(({ id }) => id === run)
  const subject = on ? `${on.interpreter} on ${on.machine}, ${on.measuredAt.slice(0, 10)}` : run
  return [
    `  measured  ${use ? `${use}: ` : ''}${rank ? 'last over first ' : ''}${value}, 95 % interval ${low} to ${high}`,
    `            ${processes} processes, ${samples} samples; run ${run}: ${subject}`,
  ]
}

function benchmarkLines({ id, doc, setup, statement }: Shown): Line[] {
  if (statement === '') {
    return words(`  benchmark ${id}: its suite has another source now; \`rulebook rebuild\` measures that`)
  }
  return [
    ...words(`  benchmark ${id}`),
    // A docstring is part of the code, and handed on as such.
    ...codeLines('about', doc),
    ...codeLines('setup', setup),
    ...codeLines('timed', statement),
  ]
}

function codeLines(label: string, code: string): Line[] {
  return code === '' ? [] : code.split('\n').map((line) => ({ text: `    ${label}    ${line}`, code: true }))
}

function words(...lines: string[]): Line[] {
  return lines.map((text) => ({ text }))
}

function benchmarkData({ id, unit, doc, setup, statement }: Shown): object {
  return { id, unit, doc, setup, statement }
}

/** What is shown of a benchmark. */
type Shown = Pick<Benchmark, 'id' | 'unit' | 'doc' | 'setup' | 'statement'>

/**
 * The benchmarks of these ids, from the first run that measured them, with the texts that the catalogue has of the same
 * source: those of a run anybody could type. Empty ones where the source is another.
 */
function benchmarksOf(ids: readonly string[], { runs, catalogue }: Subject): Shown[] {
  const all = runs.flatMap((run) => run.blocks.flatMap((block) => block.benchmarks))
  const entries = new Map(catalogue?.benchmarks.map((entry) => [entry.id, entry]))
  return ids.flatMap((id) => {
    const measured = all.find((benchmark) => benchmark.id === id)
    if (!measured) return []
    const { unit, sourceHash } = measured
    const entry = entries.get(id)
    if (entry?.sourceHash !== sourceHash) return [{ id, unit, doc: '', setup: '', statement: '' }]
    const { doc, setup, statement } = entry
    return [
      {
        id,
        unit,
        doc: recordedLine(doc, textLimits.message),
        setup: recordedSource(setup),
        statement: recordedSource(statement),
      },
    ]
  })
}
