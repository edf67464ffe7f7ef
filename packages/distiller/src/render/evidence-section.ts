import { estimateKind } from '@rulebook/papers/kinds'
import { useBeside, useInWords } from '../evidence/use.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { formatFigure } from '../figures/figure.ts'
import { codeSpan, plainText } from './plain-text.ts'

type ClaimEntry = EvidenceFile['claims'][number]

/**
 * Markdown of a paper's Evidence section, without its heading: the runs, the packages that its blocks
 * loaded, the warnings of costs that the paper shows, and one third-level heading a claim, so that figure links resolve, with what was
 * measured. Derived from the evidence file alone, and its
 * texts stand as they are: none of them can begin a heading, a link or HTML.
 */
export function renderEvidenceSection(domain: string, evidence: EvidenceFile): string {
  const claims = evidence.claims.filter((claim) => claim.domain === domain)
  const runs = evidence.runs.map(renderRun)
  const packages = renderPackages(domain, evidence)
  const intro =
    'Written by `rulebook sync` from the published run; estimates carry 95 % confidence intervals.'
  return [intro, ...runs, ...packages, ...renderCosts(domain, evidence), ...claims.flatMap(renderClaim)].join(
    '\n\n',
  )
}

function renderRun({
  id,
  interpreter,
  machine,
  filesystem,
  measuredAt,
}: EvidenceFile['runs'][number]): string {
  const files = filesystem === undefined ? '' : `, files on ${plainText(filesystem)}`
  return `Run ${codeSpan(id)}: ${plainText(interpreter)} on ${plainText(machine)}${files}, measured ${plainText(measuredAt.slice(0, 10))}.`
}

/** The packages that the domain's blocks loaded, in one line; none where they loaded none. */
function renderPackages(domain: string, { blocks }: EvidenceFile): string[] {
  const loaded = blocks
    .filter(({ id }) => id.startsWith(`${domain}/`))
    .flatMap(({ packages }) => Object.entries(packages).map((pair) => pair.join(' ')))
  const all = [...new Set(loaded)].sort()
  return all.length > 0 ? [`Packages: ${all.map(plainText).join(', ')}.`] : []
}

/** Costs that claim headings do not show, where they deserve less trust. */
function renderCosts(domain: string, { benchmarks }: EvidenceFile): string[] {
  const warnings = benchmarks
    .filter(({ id }) => id.startsWith(`${domain}/`))
    .flatMap(({ id, warnings }) => warnings.map((warning) => renderWarning({ ...warning, benchmark: id })))
  return warnings.length > 0 ? ['Costs shown that deserve less trust:', warnings.join('\n')] : []
}

function renderClaim(claim: ClaimEntry): string[] {
  const name = claim.id.slice(claim.domain.length + 1)
  const value = claim.kind === 'rank' ? `Rank of ${plainText(claim.value)}` : codeSpan(claim.value)
  const holds = claim.kind === 'rank' ? plainText(claim.holds) : codeSpan(claim.holds)
  const facts = [`${value}; holds when ${holds}.`]
  if (claim.why !== undefined) facts.push(`Why this bound: ${asSentence(plainText(claim.why))}`)
  const severalRuns = new Set(claim.runs.map(({ run }) => run)).size > 1
  for (const run of claim.runs) {
    const use = useBeside(run.use, claim.runs)
    const which = severalRuns ? ` (${codeSpan(run.run)})` : ''
    const kind = estimateKind(claim.kind)
    const [estimate, low, high] = [run.estimate, ...run.interval].map((x) => formatFigure(x, kind, 3))
    const what = claim.kind === 'rank' ? `${plainText(claim.figure ?? '')}; last over first ` : ''
    facts.push(
      `Measured${use ? `, ${use}` : ''}: ${what}${estimate}, from ${low} to ${high}, over ${run.processes} processes and ${run.samples} samples${which}.`,
    )
  }
  if (claim.cited && claim.kind !== 'rank') {
    facts.push(`Cited: ${formatFigure(claim.cited.value, claim.kind, 4)} (${plainText(claim.cited.by)}).`)
  }
  facts.push(`Verdict: **${claim.verdict}**.`)
  const warnings = claim.warnings.map(renderWarning)
  return [`### ${plainText(name)}`, facts.join('\n'), ...(warnings.length > 0 ? [warnings.join('\n')] : [])]
}

/** The lines of a claim are one paragraph. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function renderWarning({ benchmark, use, code, message }: ClaimEntry['warnings'][number]): string {
  const of = `${benchmark ? `, ${codeSpan(benchmark)}` : ''}${use ? `, ${useInWords(use)}` : ''}`
  return `- ${plainText(code)}${of}: ${plainText(message)}`
}
