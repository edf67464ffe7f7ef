import type { Benchmark, Catalogue, CatalogueEntry } from '@rulebook/bench'
import type { Finding } from '../../findings/finding.ts'
import type { PublishedRun } from '../../repository/published.ts'

/**
 * Benchmarks of a run that say something else than the catalogue does of the same source: what they are measured
 * in, how, and what is timed. Docstrings, comments and layout may be others, which change no source.
 */
export function editedBenchmarks({ file, run }: PublishedRun, { benchmarks }: Catalogue): Finding[] {
  const entries = new Map(benchmarks.map((entry) => [entry.id, entry]))
  return run.blocks.flatMap((block) =>
    block.benchmarks.flatMap((benchmark) => {
      const entry = entries.get(benchmark.id)
      if (entry?.sourceHash !== benchmark.sourceHash) return []
      return differences(block.id, benchmark, entry).map(({ what, found, expected }): Finding => {
        const message = `Unexpected ${what} ${found} of ${benchmark.id}, expected ${expected} as the catalogue has for the same source; restore the run from version control, or delete it and run \`rulebook rebuild\``
        return { rule: 'run-edited', severity: 'error', file, message }
      })
    }),
  )
}

function differences(
  block: string,
  benchmark: Benchmark,
  entry: CatalogueEntry,
): { what: string; found: string; expected: string }[] {
  const { setupPer = 'process', uses = [] } = benchmark
  const facts: [string, unknown, unknown][] = [
    ['block', block, `${entry.domain}/${entry.block}`],
    ['unit', benchmark.unit, entry.unit],
    ['kind', benchmark.kind, entry.kind],
    ['raw', benchmark.raw, entry.raw],
    ['setupPer', setupPer, entry.setupPer],
    ['uses', ['dropped', ...uses.map(({ use }) => use)].join(', '), (entry.uses ?? ['dropped']).join(', ')],
  ]
  const texts: [string, string, string][] = [
    ['statement', benchmark.statement, entry.statement],
    ['setup', benchmark.setup, entry.setup],
    ['inputs', benchmark.inputs ?? '', entry.inputs ?? ''],
  ]
  return [
    ...facts
      .filter(([, found, expected]) => found !== expected)
      .map(([what, found, expected]) => ({ what, found: String(found), expected: String(expected) })),
    ...texts
      .filter(([, found, expected]) => found !== expected && essence(found) !== essence(expected))
      .map(([what, found, expected]) => ({ what, found: quoted(found), expected: quoted(expected) })),
  ]
}

/** Python without what a formatter may change: comments, texts by themselves, space, quotes, brackets and commas. */
function essence(code: string): string {
  return code
    .replace(/^[ \t]*[rRuUbB]*("""|''')[\s\S]*?\1[ \t]*$/gm, '')
    .replace(/("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, (part) =>
      part.startsWith('#') ? '' : part,
    )
    .replace(/(?<=\d)_(?=\d)/g, '')
    .replace(/[\s"'(),;\\]/g, '')
    .toLowerCase()
}

function quoted(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim()
  return `“${line.length > 80 ? `${line.slice(0, 79)}…` : line}”`
}
