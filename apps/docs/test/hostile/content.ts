import type { SiteContent } from '../../site/content.ts'
import { type Construct, type Prey, texts } from './constructs.ts'

/** A text that must be seen on a page, such as `papers/hostile-1.html`. */
export interface Expected {
  page: string
  text: string
}

/**
 * The site's own content with every text in it replaced by an attack: a paper for each text as its title, and one
 * more whose body is the constructs.
 */
export function hostileContent(
  real: SiteContent,
  constructs: Construct[],
  prey: Prey,
): { content: SiteContent; expected: Expected[] } {
  const attacks = texts(prey)
  const expected: Expected[] = []
  const [{ paper }] = real.papers as [SiteContent['papers'][number]]
  const [claim] = real.evidence.claims.filter(
    ({ kind, domain }) => kind !== 'rank' && domain === paper.domain,
  )
  const [run] = real.evidence.runs
  const published = real.evidence.rules.find((rule) => rule.published)!
  const see = (page: string, text: string) => {
    expected.push({ page, text })
    return text
  }

  const papers = attacks.map((text, index) => {
    const domain = `hostile-${index}`
    const rule = {
      ...paper.rules[0]!,
      id: `${domain}/rule`,
      slug: 'rule',
      title: see('rulebook.html', text),
      domain,
    }
    const claims = [{ ...paper.claims[0]!, id: `${domain}/claim`, name: 'claim', domain }]
    for (const page of [
      `papers/${domain}.html`,
      `evidence/${domain}.html`,
      'papers/index.html',
      'evidence/index.html',
    ])
      see(page, text)
    return {
      paper: {
        ...paper,
        domain,
        title: text,
        summary: see('papers/index.html', text),
        rules: [rule],
        claims,
        figures: [],
      },
      source: '---\n{}\n---\n\nA body. [1×](#claim) [2×](bench:benchmark)\n\n## claim\n\n### Rule\n',
    }
  })
  const body = constructs.map(({ markdown }, index) => `### Construct ${index}\n\n${markdown}`).join('\n\n')
  papers.push({
    ...papers[0]!,
    paper: { ...papers[0]!.paper, domain: 'constructs', title: 'Constructs' },
    source: `---\n{}\n---\n\n${body}`,
  })
  for (const { shows } of constructs) for (const text of shows) see('papers/constructs.html', text)

  const of = <T>(make: (text: string, domain: string) => T): T[] =>
    attacks.map((text, index) => make(text, `hostile-${index}`))
  return {
    expected,
    content: {
      ...real,
      papers,
      rulebook: see('rulebook.html', see('index.html', attacks.join('\n'))),
      faults: `# Faults\n\n${body}`,
      findings: `# Findings\n\n${body}`,
      benchmarks: of((text, domain) => ({
        ...real.benchmarks[0]!,
        id: `${domain}/benchmark`,
        domain,
        block: see(`evidence/${domain}.html`, text),
        kind: text,
        doc: text,
        setup: `# ${see(`evidence/${domain}.html`, text)}`,
        statement: text,
      })),
      evidence: {
        ...real.evidence,
        runs: of((text) => ({
          ...run!,
          id: text,
          file: text,
          interpreter: text,
          filesystem: text,
          machine: see('rulebook.html', see('evidence/hostile-0.html', text)),
        })),
        rules: of((text, domain) => [
          { ...published, id: `${domain}/rule`, domain, text, claims: [`${domain}/claim`] },
          {
            ...published,
            id: `${domain}/${text}`,
            domain,
            published: false,
            reason: see('rulebook.html', text),
          },
        ]).flat(),
        claims: of((text, domain) => ({
          ...claim!,
          id: `${domain}/claim`,
          domain,
          figure: text,
          holds: text,
          why: see(`evidence/${domain}.html`, text),
          cited: { value: 1, by: text },
          benchmarks: [`${domain}/benchmark`],
          warnings: [{ code: text, message: text, benchmark: `${domain}/benchmark` }],
          runs: [{ ...claim!.runs[0]!, run: text }],
        })),
        benchmarks: of((text, domain) => ({
          ...real.evidence.benchmarks[0]!,
          id: `${domain}/benchmark`,
          figure: text,
          warnings: [{ code: text, message: text }],
        })),
      },
    },
  }
}
