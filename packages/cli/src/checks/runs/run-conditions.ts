import { isInMemory } from '@rulebook/bench'
import type { Finding } from '../../findings/finding.ts'
import type { PublishedRun } from '../../repository/published.ts'
import type { Config } from '../../repository/settings.ts'
import { fileBenchmarks } from './file-benchmarks.ts'

const day = 86_400_000

/**
 * Runs that are older than configured, of another Python, or of files that lay in memory. `now` is in
 * milliseconds since 1970.
 */
export function runConditions(runs: readonly PublishedRun[], config: Config, now: number): Finding[] {
  return runs.flatMap((published) => [
    ...oldBlocks(published, config, now),
    ...otherPython(published, config),
    ...filesInMemory(published),
  ])
}

function oldBlocks({ file, run }: PublishedRun, { maxAgeDays }: Config, now: number): Finding[] {
  const ages = run.blocks.map(({ measuredAt }) => (now - Date.parse(measuredAt)) / day)
  const old = ages.filter((age) => age > maxAgeDays)
  if (old.length === 0) return []
  return [
    {
      rule: 'evidence-age',
      severity: 'warning',
      file,
      message: `Unexpected age of ${Math.floor(Math.max(...old))} days (${old.length} of ${ages.length} blocks are too old), expected at most ${maxAgeDays}; run \`rulebook rebuild\``,
    },
  ]
}

function otherPython({ file, run }: PublishedRun, { python }: Config): Finding[] {
  const { implementation, version } = run.interpreter
  if (python === undefined || version.split('.').slice(0, 2).join('.') === python) return []
  return [
    {
      rule: 'python-version',
      severity: 'error',
      file,
      message: `Unexpected ${implementation} ${version}, expected ${python} as configured; run \`rulebook rebuild --python python${python}\``,
    },
  ]
}

function filesInMemory({ file, run }: PublishedRun): Finding[] {
  const { filesystem } = run.machine
  const [first, ...others] = isInMemory(filesystem) ? fileBenchmarks(run) : []
  if (first === undefined) return []
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return [
    {
      rule: 'files-in-memory',
      severity: 'warning',
      file,
      message: `Unexpected work folder in memory (${filesystem}), expected one on a disk, which ${first}${more} may wait for; move the repository to a disk, and run \`rulebook rebuild\``,
    },
  ]
}
