import type { SiteContent } from '../content.ts'
import { fence, plain, prose, table } from '../html/markdown.ts'
import { type Page, page } from '../html/page.ts'
import { references } from '../html/references.ts'
import { claimLink } from './links.ts'
import { runList } from './runs.ts'

/** The start page: what it is for, and the rulebook as it stands. */
export function homePage({ rulebook, papers, evidence }: SiteContent): Page {
  const frontmatter = {
    layout: 'home',
    hero: {
      name: 'rulebook',
      text: 'Performance rules that were measured',
      // The theme shows it as HTML.
      tagline: references(
        `Benchmarks on real Python test what ${papers.length} papers claim. The rules that hold are packed into ${evidence.budget.limit} tokens for coding agents.`,
      ),
      actions: [
        { theme: 'brand', text: 'The rulebook', link: '/rulebook' },
        { theme: 'alt', text: 'The papers', link: '/papers/' },
        { theme: 'alt', text: 'How it works', link: '/guide/architecture' },
      ],
    },
  }
  return page(frontmatter, ['## The rulebook as it stands', fence(rulebook, 'markdown')])
}

/** The rulebook, where each of its lines comes from, and what was left out. */
export function rulebookPage(content: SiteContent): Page {
  const { rulebook, evidence, papers } = content
  const { limit, used, tokenizer } = evidence.budget
  const titles = new Map(papers.flatMap(({ paper }) => paper.rules.map((rule) => [rule.id, rule] as const)))
  const source = (id: string, domain: string) => {
    const rule = titles.get(id)
    return rule ? `[${plain(rule.title)}](/papers/${domain}#${rule.slug})` : plain(id)
  }
  const published = evidence.rules.filter((rule) => rule.published).sort((a, b) => b.value - a.value)
  const leftOut = evidence.rules.filter((rule) => !rule.published)
  const rows = published.map(({ id, domain, text, tokens, value, claims }) => [
    prose(text),
    source(id, domain),
    claims.map((claim) => claimLink(claim, content)).join(', '),
    String(tokens),
    value.toPrecision(3),
  ])
  return page({ title: 'The rulebook', outline: 2, pageClass: 'rulebook' }, [
    '# The rulebook',
    `This is the whole of \`RULEBOOK.md\`: ${used} of ${limit} tokens (${plain(tokenizer)}), header included.`,
    fence(rulebook, 'markdown'),
    '## Where each line comes from',
    'Value is weight × strength: the strength is the logarithm to base ten of the effect, taken at the end of its interval that lies nearer to no effect.',
    table(['Line', 'Rule', 'Leans on', 'Tokens', 'Value'], rows),
    '## What it was measured on',
    runList(evidence.runs),
    '## Left out',
    leftOut.length === 0
      ? 'Nothing: every rule of every paper is in.'
      : table(
          ['Rule', 'Why'],
          leftOut.map(({ id, domain, reason }) => [source(id, domain), plain(reason ?? '')]),
        ),
  ])
}
