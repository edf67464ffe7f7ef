import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import { mendingOf } from '../python/installer-failure.ts'
import type { Skipped } from '../run/run.ts'

/** Names of the packages that benchmarks import. */
export function requiredPackages(benchmarks: CatalogueEntry[]): string[] {
  return [...new Set(benchmarks.flatMap(({ requires }) => requires))].sort()
}

/**
 * The benchmarks whose packages are there, and the others as skipped. `unavailable` tells why
 * packages could not be had, by name.
 */
export function withPackages(
  benchmarks: CatalogueEntry[],
  packages: Record<string, string | null>,
  unavailable: Record<string, string>,
): { ready: CatalogueEntry[]; skipped: Skipped[] } {
  const missing = ({ requires }: CatalogueEntry) =>
    requires
      .filter((name) => (packages[name] ?? null) === null)
      .map((name) => ({ name, why: unavailable[name] ?? 'not installed' }))
  const ready = benchmarks.filter((benchmark) => missing(benchmark).length === 0)
  const skipped = benchmarks
    .filter((benchmark) => missing(benchmark).length > 0)
    .map((benchmark) => ({
      id: benchmark.id,
      reason: missing(benchmark)
        .map(({ name, why }) => `needs ${name}: ${why}`)
        .join('; '),
      fix: `${[...new Set(missing(benchmark).map(({ why }) => mendingOf(why)))].join('; ')}; then run \`rulebook measure ${benchmark.domain}\``,
    }))
  return { ready, skipped }
}
