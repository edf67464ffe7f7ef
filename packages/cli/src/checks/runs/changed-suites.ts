import path from 'node:path'
import { type Catalogue, changedSources } from '@rulebook/bench'
import type { Finding } from '../../findings/finding.ts'
import type { Workspace } from '../../repository/workspace.ts'

/**
 * Suites, and own code that runs loaded, that changed since the catalogue was written: what was
 * measured is not what lies there. Needs no Python.
 */
export async function changedSuites(
  { root, config, paths }: Workspace,
  catalogue: Catalogue,
): Promise<Finding[]> {
  const finding = (file: string, message: string): Finding => {
    return { rule: 'stale-catalogue', severity: 'error', file, message }
  }
  const changed = await changedSources(root, paths.suites, catalogue)
  if (changed === null) {
    const message =
      'Unexpected catalogue that does not say what it was made from, expected hashes of the suites; run `rulebook measure --list`'
    return [finding(config.catalogue, message)]
  }
  const messages = {
    changed: `Unexpected change since ${config.catalogue} was written, expected the code that was measured; run \`rulebook rebuild\``,
    added: `Unexpected suite that ${config.catalogue} does not know, expected its benchmarks there; run \`rulebook rebuild\``,
    removed: `Unexpected loss of a file that ${config.catalogue} was written from, expected it here; restore it (if it is generated, commit it), or run \`rulebook rebuild\``,
  }
  return changed.map(({ file, change }) => finding(path.posix.normalize(file), messages[change]))
}
