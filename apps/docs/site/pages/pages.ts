import type { SiteContent } from '../content.ts'
import { type Page, page } from '../html/page.ts'
import { evidencePage } from './evidence-page.ts'
import { evidenceOverviewPage, papersPage } from './overview-pages.ts'
import { paperPage } from './paper-page.ts'
import { homePage, rulebookPage } from './rulebook-page.ts'

/** The pages made from the pipeline's output, by path from the root of the site. */
export function renderPages(content: SiteContent): Map<string, Page> {
  // The pages lie side by side on the site, and in two packages in the repository.
  const findings = content.findings.replaceAll('](../papers/faults.md', '](/guide/faults')
  return new Map([
    ['index.md', homePage(content)],
    ['rulebook.md', rulebookPage(content)],
    ['papers/index.md', papersPage(content)],
    ['evidence/index.md', evidenceOverviewPage(content)],
    ['guide/faults.md', page({ title: 'Faults', outline: [2, 3] }, [content.faults.trim()])],
    ['guide/findings.md', page({ title: 'Findings', outline: [2, 3] }, [findings.trim()])],
    ...content.papers.flatMap(({ paper, source }): [string, Page][] => [
      [`papers/${paper.domain}.md`, paperPage(paper, source, content)],
      [`evidence/${paper.domain}.md`, evidencePage(paper, content)],
    ]),
  ])
}
