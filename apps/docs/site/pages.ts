import type { SiteContent } from './content.ts'
import { evidencePage } from './evidence-page.ts'
import { evidenceOverviewPage, homePage, papersPage, rulebookPage } from './overview-pages.ts'
import { paperPage } from './paper-page.ts'

/** The pages made from the pipeline's output, by path from the root of the site. */
export function renderPages(content: SiteContent): Map<string, string> {
  return new Map([
    ['index.md', homePage(content)],
    ['rulebook.md', rulebookPage(content)],
    ['papers/index.md', papersPage(content)],
    ['evidence/index.md', evidenceOverviewPage(content)],
    ...content.papers.flatMap(({ paper, source }): [string, string][] => [
      [`papers/${paper.domain}.md`, paperPage(paper, source, content)],
      [`evidence/${paper.domain}.md`, evidencePage(paper, content)],
    ]),
  ])
}
