import { useInWords } from '@rulebook/distiller'
import type { Paper } from '@rulebook/papers'
import type { BenchmarkSource, SiteContent } from '../content.ts'
import { code, fence, plain, prose, table } from '../html/markdown.ts'
import { type Page, page } from '../html/page.ts'
import { joined } from '../html/references.ts'
import {
  type BenchmarkEntry,
  type ClaimEntry,
  nameOf,
  shown,
  shownCited,
  shownInterval,
  usePrefix,
} from './estimates.ts'
import { benchmarkLink, claimLink } from './links.ts'
import { runList } from './runs.ts'

/** How a benchmark is sampled, in words. */
const kinds: Record<string, string> = {
  loop: 'time of a statement in a compiled loop',
  async: 'time of a statement inside a running event loop',
  bytes: 'memory of live instances',
  fresh: 'time in a fresh interpreter, once each',
}

/** The page of a domain's evidence: its claims in one table, and every benchmark with its source. */
export function evidencePage(paper: Paper, content: SiteContent): Page {
  const { evidence } = content
  const claims = evidence.claims.filter((claim) => claim.domain === paper.domain)
  const benchmarks = content.benchmarks.filter((benchmark) => benchmark.domain === paper.domain)
  const costs = new Map(evidence.benchmarks.map((entry) => [entry.id, entry]))
  const blocks = [...new Set(benchmarks.map(({ block }) => block))]
  const title = `Evidence: ${paper.title}`
  return page({ title: joined(title), outline: false, aside: false, pageClass: 'evidence' }, [
    `# ${plain(title)}`,
    `What the [paper](/papers/${paper.domain}) claims, and what was measured. An interval holds the true value with 95 % confidence; a claim is supported when the whole interval lies inside what it holds.`,
    runList(evidence.runs),
    '## Claims as measured',
    claims.length > 0
      ? claimTable(claims, content)
      : 'Nothing was published of this paper yet; `npx rulebook rebuild` measures it.',
    ...claimWarnings(claims, content),
    ...blocks.flatMap((block) => [
      `## Block: ${plain(block)}`,
      ...benchmarks
        .filter((benchmark) => benchmark.block === block)
        .flatMap((benchmark) => renderBenchmark(benchmark, costs.get(benchmark.id))),
    ]),
  ])
}

function claimTable(claims: ClaimEntry[], content: SiteContent): string {
  const numberOf = new Map(content.evidence.runs.map(({ id }, index) => [id, String(index + 1)]))
  const head = [
    'Claim',
    'Figure',
    'Estimate, 95 % interval',
    'Run',
    'Holds when',
    'Verdict',
    'Cited',
    'Benchmarks',
  ]
  const rows = claims.flatMap((claim) => {
    const { domain, kind, holds, why, verdict, figure, cited, benchmarks } = claim
    const links = benchmarks.map((id) => benchmarkLink(id, content)).join(' ')
    const start = [claimLink(claim.id, content), plain(figure ?? '—')]
    const end = [
      kind === 'rank' ? plain(holds) : `${code(holds)}${why === undefined ? '' : `: ${plain(why)}`}`,
      verdict === 'supported' ? verdict : `**${verdict}**`,
      cited
        ? `${plain(shownCited(cited.value, kind))}, [${plain(cited.by)}](/papers/${domain}#references)`
        : '',
      links,
    ]
    if (claim.runs.length === 0) return [[...start, '—', '—', ...end]]
    return claim.runs.map((run) => [
      ...start,
      plain(
        `${usePrefix(run, claim.runs)}${shown(run.estimate, kind)}, ${shownInterval(run.interval, kind)}`,
      ),
      numberOf.get(run.run) ?? plain(run.run),
      ...end,
    ])
  })
  return table(head, rows)
}

function claimWarnings(claims: ClaimEntry[], content: SiteContent): string[] {
  const lines = claims.flatMap((claim) =>
    claim.warnings.map(
      ({ benchmark, use, code: warning, message }) =>
        `- ${plain(nameOf(claim))}: ${plain(warning)}${benchmark ? `, ${benchmarkLink(benchmark, content)}` : ''}${use ? `, ${plain(useInWords(use))}` : ''}: ${plain(message)}`,
    ),
  )
  return warningList(lines)
}

function warningList(lines: string[]): string[] {
  return lines.length > 0 ? ['Samples that deserve less trust:', lines.join('\n')] : []
}

function renderBenchmark(benchmark: BenchmarkSource, cost: BenchmarkEntry | undefined): string[] {
  const { setup, setupPer, statement, doc, kind, raw } = benchmark
  const how = `${kinds[kind] ?? plain(kind)}${raw ? ', the cost of the bare loop left in, as in the cited source' : ''}`
  const source = [...(setup ? [`# untimed, once a ${setupPer}`, setup, '', '# timed'] : []), statement].join(
    '\n',
  )
  return [
    `### ${plain(nameOf(benchmark))}`,
    `${prose(doc)} *(${how})*`,
    fence(source, 'python'),
    ...(cost?.runs.map(
      ({ estimate, interval }) =>
        `${plain(shown(estimate, cost.kind))}, 95 % interval ${plain(shownInterval(interval, cost.kind))}; shown as ${plain(cost.figure ?? '—')}.`,
    ) ?? []),
    ...warningList(
      (cost?.warnings ?? []).map(({ code: warning, message }) => `- ${plain(warning)}: ${plain(message)}`),
    ),
  ]
}
