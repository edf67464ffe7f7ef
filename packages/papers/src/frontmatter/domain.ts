import { type CatalogueView, DomainBenchmarks } from '../catalogue-view.ts'
import type { Faults } from '../faults/fault.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { ReadFrontmatter } from './frontmatter.ts'

/**
 * The benchmarks that a paper may name: those of its domain. Where the domain has no suite, those of
 * the domain that the file (`stem`) is named after, so that the rest of the paper is checked as well;
 * where that has none either, no benchmark is said to be unknown.
 */
export function domainBenchmarks(
  frontmatter: ReadFrontmatter,
  stem: string,
  catalogue: CatalogueView,
  faults: Faults,
): DomainBenchmarks {
  const { domain } = frontmatter.data
  const at = frontmatter.at(['domain'])
  if (stem !== domain) {
    faults.add({
      rule: 'domain-name',
      at,
      message: `Unexpected domain “${domain}” in ${stem}.md, expected the file's name; rename one of them`,
    })
  }
  const own = new DomainBenchmarks(catalogue, domain)
  if (own.names.length > 0) return own
  const hint = didYouMean(domain, new Set(catalogue.benchmarks.map((benchmark) => benchmark.domain)))
  const otherwise = hint ? `${hint} Otherwise run` : '; run'
  faults.add({
    rule: 'unknown-domain',
    at,
    message: `Unexpected domain “${domain}”, expected one with a suite${otherwise} \`rulebook new suite ${domain}\` first`,
  })
  const meant = new DomainBenchmarks(catalogue, stem)
  if (meant.names.length === 0) faults.overlook('unknown-benchmark')
  return meant
}
