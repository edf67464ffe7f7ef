import path from 'node:path'
import { type Catalogue, changedSources } from '@rulebook/bench'
import type { Finding } from '../papers.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Suites, and own code that they import, that changed since the catalogue was written: what was
 * measured is not what lies there. Needs no Python.
 */
export async function changedSuites({ config, paths }: Workspace, catalogue: Catalogue): Promise<Finding[]> {
  const changed = await changedSources(paths.suites, catalogue)
  return changed.map(({ file, change }): Finding => {
    const found = {
      changed: `Unexpected change since ${config.catalogue} was written, expected the code that was measured`,
      added: `Unexpected suite that ${config.catalogue} does not know, expected its benchmarks there`,
      removed: `Unexpected loss of a file that ${config.catalogue} was written from, expected it here`,
    }[change]
    return {
      rule: 'stale-catalogue',
      severity: 'error',
      file: path.posix.join(config.suites, file),
      message: `${found}; run \`rulebook rebuild\``,
    }
  })
}
