import type { Block, Catalogue } from '@rulebook/bench'
import { neededBenchmarks } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'
import type { LoadedPaper } from '../../papers/read-papers.ts'
import type { PublishedRun } from '../../repository/published.ts'

/**
 * Benchmarks that papers rest on and whose source, or own code that their block loaded, is no longer what was
 * measured. For a draft, of which nothing is published, that is a warning.
 */
export function benchmarkDrift(
  { file, run }: PublishedRun,
  catalogue: Catalogue,
  papers: readonly LoadedPaper[],
): Finding[] {
  const measured = new Map(
    run.blocks.flatMap((block) => block.benchmarks.map((benchmark) => [benchmark.id, { block, benchmark }])),
  )
  const current = new Map(catalogue.benchmarks.map((entry) => [entry.id, entry.sourceHash]))
  const all = papers.map(({ paper }) => paper)
  const published = new Set(neededBenchmarks(all.filter(({ status }) => status !== 'draft')))
  return neededBenchmarks(all).flatMap((id): Finding[] => {
    const there = measured.get(id)
    const others = there ? otherModules(there.block, catalogue) : []
    const isSame = there?.benchmark.sourceHash === current.get(id)
    if (there && isSame && others.length === 0) return []
    const found = !there
      ? `not in ${file}`
      : isSame
        ? `measured with another ${others.join(', ')} in ${file}`
        : `measured from another source in ${file}`
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

/** Own code that a block loaded and that is another, or gone, since. */
function otherModules({ loaded }: Block, { sources = {} }: Catalogue): string[] {
  return Object.entries(loaded.modules).flatMap(([file, hash]) =>
    Object.hasOwn(sources, file) && sources[file]!.code === hash ? [] : [file],
  )
}
