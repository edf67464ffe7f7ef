import type { Paper } from '@rulebook/papers'
import type { SiteContent } from './content.ts'
import { benchmarkTitle, claimTitle } from './estimates.ts'
import { linkTitle, page, plain } from './markdown.ts'

/** Text put in place of a span of the source. */
interface Edit {
  start: number
  end: number
  text: string
}

/**
 * The page of a paper: its body as written, but figure links say on hover what they rest on,
 * benchmark figures lead to the benchmark's source, and each rule says what became of it.
 */
export function paperPage(paper: Paper, source: string, content: SiteContent): string {
  const edits = [...figureEdits(paper, source, content), ...ruleEdits(paper, source, content)]
  const body = splice(source, edits).slice(frontmatterEnd(source)).trim()
  const title = /^# .*$/m.exec(body)?.[0]
  const blocks =
    title && body.startsWith(title)
      ? [title, standing(paper, content), body.slice(title.length).trim()]
      : [`# ${plain(paper.title)}`, standing(paper, content), body]
  return page({ title: paper.title, description: paper.summary, outline: 2 }, blocks)
}

/** Where the paper stands: its status, and how much of it is in the rulebook. */
function standing({ domain, status, rules, claims }: Paper, { evidence }: SiteContent): string {
  const published = evidence.rules.filter((rule) => rule.domain === domain && rule.published).length
  return `*${status}* · ${published} of ${rules.length} rules in the [rulebook](/rulebook) · [${claims.length} claims with their evidence](/evidence/${domain})`
}

function figureEdits(paper: Paper, source: string, { evidence, benchmarks }: SiteContent): Edit[] {
  const claims = new Map(evidence.claims.map((claim) => [claim.id, claim]))
  const costs = new Map(evidence.benchmarks.map((benchmark) => [benchmark.id, benchmark]))
  const docs = new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark.doc]))
  return paper.figures.flatMap(({ target, end }): Edit[] => {
    // `](#loop-entry)` or `](bench:call)`, right behind the figure's text; a title of its own is left alone.
    const match = /^\]\(\s*<?([^\s<>)]+)>?\s*\)/.exec(source.slice(end, end + 300))
    if (!match) return []
    const name = target.id.slice(paper.domain.length + 1)
    const claim = claims.get(target.id)
    const cost = costs.get(target.id)
    const url = target.type === 'claim' ? `#${name}` : `/evidence/${paper.domain}#${name}`
    const title =
      target.type === 'claim'
        ? claim && claimTitle(claim)
        : cost && benchmarkTitle(cost, docs.get(target.id) ?? '')
    const text = title ? `](${url} "${linkTitle(title)}")` : `](${url})`
    return [{ start: end, end: end + match[0].length, text }]
  })
}

function ruleEdits(paper: Paper, source: string, { evidence }: SiteContent): Edit[] {
  return paper.rules.flatMap(({ id, place }): Edit[] => {
    const rule = evidence.rules.find((entry) => entry.id === id)
    if (!rule) return []
    const end = source.indexOf('\n', place.offset)
    const text = rule.published
      ? `\n\n*In the [rulebook](/rulebook), ${rule.tokens} tokens.*\n`
      : `\n\n*Left out of the rulebook: ${plain(rule.reason ?? '')}.*\n`
    return end === -1 ? [] : [{ start: end, end, text }]
  })
}

function splice(source: string, edits: Edit[]): string {
  let result = source
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end)
  }
  return result
}

function frontmatterEnd(source: string): number {
  return /^\ufeff?---[ \t]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m.exec(source)?.[0].length ?? 0
}
