import type { Paper } from '@rulebook/papers'
import type { SiteContent } from '../content.ts'
import { plain } from '../html/markdown.ts'
import { type LinkTarget, type Page, page } from '../html/page.ts'
import { joined, references } from '../html/references.ts'
import { benchmarkTitle, claimTitle } from './estimates.ts'

/**
 * The page of a paper: its body as written, but figure links say on hover what they rest on,
 * benchmark figures lead to the benchmark's source, and each rule says what became of it.
 */
export function paperPage(paper: Paper, source: string, content: SiteContent): Page {
  const body = source.slice(frontmatterEnd(source)).trim()
  const frontmatter = {
    title: joined(paper.title),
    // VitePress writes it into the head of the page as HTML.
    description: references(paper.summary),
    outline: 2,
  }
  const fates = new Map(paper.rules.map(({ id, slug }) => [slug, fate(id, content)]))
  return {
    ...page(frontmatter, /^# ./.test(body) ? [body] : [`# ${plain(paper.title)}`, body]),
    link: figureLinks(paper, content),
    below: (slug, isFirst) => (isFirst ? standing(paper, content) : fates.get(slug)),
  }
}

/** Where the paper stands: its status, and how much of it is in the rulebook. */
function standing({ domain, status, rules, claims }: Paper, { evidence }: SiteContent): string {
  const published = evidence.rules.filter((rule) => rule.domain === domain && rule.published).length
  return `*${status}* · ${published} of ${rules.length} rules in the [rulebook](/rulebook) · [${claims.length} claims with their evidence](/evidence/${domain})`
}

/** What became of a rule. */
function fate(id: string, { evidence }: SiteContent): string | undefined {
  const rule = evidence.rules.find((entry) => entry.id === id)
  if (!rule) return undefined
  return rule.published
    ? `*In the [rulebook](/rulebook), ${rule.tokens} tokens.*`
    : `*Left out of the rulebook: ${plain(rule.reason ?? '')}.*`
}

function figureLinks(
  { domain, claims }: Paper,
  { evidence, benchmarks }: SiteContent,
): (url: string) => LinkTarget | undefined {
  const named = new Set(claims.map(({ id }) => id))
  const measured = new Map(evidence.claims.map((claim) => [claim.id, claim]))
  const costs = new Map(evidence.benchmarks.map((benchmark) => [benchmark.id, benchmark]))
  const docs = new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark.doc]))
  return (url) => {
    const [, kind, name] = /^(#|bench:)(.+)$/.exec(url) ?? []
    if (name === undefined) return undefined
    const id = `${domain}/${name}`
    if (kind === 'bench:') {
      const cost = costs.get(id)
      return {
        url: `/evidence/${domain}#${name}`,
        title: cost && benchmarkTitle(cost, docs.get(id) ?? ''),
      }
    }
    const claim = named.has(id) ? measured.get(id) : undefined
    return claim && { url, title: claimTitle(claim) }
  }
}

function frontmatterEnd(source: string): number {
  return /^\ufeff?---[ \t]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m.exec(source)?.[0].length ?? 0
}
