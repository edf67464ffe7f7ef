import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isWithin } from './root.ts'
import type { Workspace } from './workspace.ts'

/**
 * Absolute paths of the Python files that the catalogue says it was made from, suites and own code; those
 * in the repository alone, and none where the catalogue cannot be read.
 */
export function listedSources(root: string, { catalogue, suites }: Workspace['paths']): string[] {
  try {
    const { sources } = JSON.parse(readFileSync(catalogue, 'utf8'))
    const files = Object.keys(sources).map((file) => path.resolve(suites, file))
    return files.filter((file) => file.endsWith('.py') && isWithin(root, file))
  } catch {
    return []
  }
}
