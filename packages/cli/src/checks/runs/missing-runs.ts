import { readText } from '../../files/files.ts'
import type { Finding } from '../../findings/finding.ts'
import type { PublishedRun } from '../../repository/published.ts'
import type { Workspace } from '../../repository/workspace.ts'

/** Runs that the evidence names and that are `missing`, at their lines; `runs` count in their place. */
export async function missingRuns(
  { config, paths }: Workspace,
  missing: readonly string[],
  runs: readonly PublishedRun[],
  mend: string,
): Promise<Finding[]> {
  if (missing.length === 0) return []
  const text = (await readText(paths.evidence)) ?? ''
  const lines = new Map(text.split('\n').map((line, index) => [line.trim().replace(/,$/, ''), index + 1]))
  const expected = runs.map(({ file }) => file).join(', ')
  return missing.map((file): Finding => {
    const line = lines.get(`"file": ${JSON.stringify(file)}`)
    return {
      rule: 'stale',
      severity: 'error',
      file: config.evidence,
      ...(line === undefined ? {} : { line }),
      message: `Unexpected run ${file} that is not in the repository, expected ${expected}; restore it from version control, or run \`${mend}\``,
    }
  })
}
