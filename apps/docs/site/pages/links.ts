import type { SiteContent } from '../content.ts'
import { code, plain } from '../html/markdown.ts'
import { nameOf } from './estimates.ts'

/** A claim, linked to its heading in the paper. */
export function claimLink(id: string, { papers }: SiteContent): string {
  const name = nameOf({ id })
  const paper = papers.find(({ paper }) => paper.claims.some((claim) => claim.id === id))?.paper
  // The evidence may be older than the paper.
  return paper ? `[${plain(name)}](/papers/${paper.domain}#${name})` : plain(name)
}

/** A benchmark as code, linked to its source. */
export function benchmarkLink(id: string, { benchmarks, papers }: SiteContent): string {
  const name = code(nameOf({ id }))
  const domain = benchmarks.find((benchmark) => benchmark.id === id)?.domain
  const shown = papers.some(({ paper }) => paper.domain === domain)
  return shown ? `[${name}](/evidence/${domain}#${nameOf({ id })})` : name
}
