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
  const lines = ((await readText(paths.evidence)) ?? '').split('\n')
  const expected = runs.map(({ file }) => file).join(', ')
  return missing.map((file): Finding => {
    const line = lines.findIndex((text) => text.trim().startsWith(`"file": ${JSON.stringify(file)}`)) + 1
    return {
      rule: 'stale',
      severity: 'error',
      file: config.evidence,
      ...(line === 0 ? {} : { line }),
      message: `Unexpected run ${file} that is not in the repository, expected ${expected}; restore it from version control, or run \`${mend}\``,
    }
  })
}
