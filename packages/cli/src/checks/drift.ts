import type { Catalogue } from '@rulebook/bench'
import { neededBenchmarks } from '@rulebook/distiller'
import type { Finding, LoadedPaper } from '../papers.ts'
import type { PublishedRun } from '../published.ts'

/**
 * Benchmarks that papers rest on and whose source is no longer the one that was measured. For a draft,
 * of which nothing is published, that is a warning.
 */
export function benchmarkDrift(
  { file, run }: PublishedRun,
  catalogue: Catalogue,
  papers: readonly LoadedPaper[],
): Finding[] {
  const measured = new Map(run.blocks.flatMap((block) => block.benchmarks.map((b) => [b.id, b.sourceHash])))
  const current = new Map(catalogue.benchmarks.map((entry) => [entry.id, entry.sourceHash]))
  const all = papers.map(({ paper }) => paper)
  const published = new Set(neededBenchmarks(all.filter(({ status }) => status !== 'draft')))
  return neededBenchmarks(all).flatMap((id): Finding[] => {
    const hash = measured.get(id)
    if (hash !== undefined && hash === current.get(id)) return []
    const found = hash === undefined ? `not in ${file}` : `measured from another source in ${file}`
    return [
      {
        rule: 'unmeasured-benchmark',
        severity: published.has(id) ? 'error' : 'warning',
        file,
        message: `Unexpected benchmark ${id} ${found}, expected its samples; run \`rulebook rebuild\``,
      },
    ]
  })
}
