import type { SiteContent } from '../content.ts'
import { plain, prose, table } from '../html/markdown.ts'
import { type Page, page } from '../html/page.ts'
import { runList } from './runs.ts'

/** The list of papers. */
export function papersPage({ papers, evidence }: SiteContent): Page {
  return page({ title: 'Papers', outline: false }, [
    '# Papers',
    'One a domain. The numbers in them are written by the pipeline; point at one to see its interval, follow it to see what it rests on.',
    ...papers.flatMap(({ paper: { domain, title, summary, status, rules, claims } }) => {
      const published = evidence.rules.filter((rule) => rule.domain === domain && rule.published).length
      return [
        `## [${plain(title)}](/papers/${domain})`,
        prose(summary),
        `*${status}*, ${claims.length} claims, ${rules.length} rules, ${published} of them in the rulebook. [Evidence](/evidence/${domain})`,
      ]
    }),
  ])
}

/** All domains' evidence at a glance. */
export function evidenceOverviewPage({ papers, evidence, benchmarks }: SiteContent): Page {
  const verdicts = ['supported', 'inconclusive', 'refuted', 'unmeasured'] as const
  const rows = papers.map(({ paper: { domain, title } }) => {
    const claims = evidence.claims.filter((claim) => claim.domain === domain)
    return [
      `[${plain(title)}](/evidence/${domain})`,
      String(benchmarks.filter((benchmark) => benchmark.domain === domain).length),
      String(claims.length),
      ...verdicts.map((verdict) => String(claims.filter((claim) => claim.verdict === verdict).length)),
    ]
  })
  return page({ title: 'Evidence', outline: false, aside: false, pageClass: 'evidence' }, [
    '# Evidence',
    'Every number in the rulebook and in the papers stands in `RULEBOOK.evidence.json`, with its interval, its verdict, its benchmarks and its run. These pages show that file.',
    runList(evidence.runs),
    table(['Domain', 'Benchmarks', 'Claims', ...verdicts], rows),
  ])
}
