import path from 'node:path'
import type { Catalogue } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import type { Finding } from '../findings/finding.ts'
import type { Workspace } from '../repository/workspace.ts'

/** Suites that no paper is about: what they measure reaches no rulebook. A paper that went leaves one behind. */
export function suitesWithoutPaper(
  { config }: Pick<Workspace, 'config'>,
  { benchmarks }: Catalogue,
  papers: readonly { paper: Paper }[],
): Finding[] {
  const written = new Set(papers.map(({ paper }) => paper.domain))
  const domains = [...new Set(benchmarks.map(({ domain }) => domain))].filter(
    (domain) => !written.has(domain),
  )
  return domains.map((domain): Finding => {
    const paper = path.posix.join(config.papers, `${domain}.md`)
    return {
      rule: 'suite-without-paper',
      severity: 'warning',
      file: path.posix.join(config.suites, `${domain}.py`),
      message: `Unexpected suite without a paper, expected ${paper}; put it back, or run \`rulebook new paper ${domain}\``,
    }
  })
}
