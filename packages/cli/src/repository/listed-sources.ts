import path from 'node:path'
import { readRegularFile } from '@rulebook/bench/regular-file'
import { isWithin } from '../files/root.ts'
import type { Workspace } from './workspace.ts'

/**
 * Absolute paths of the files of Python code that the catalogue says it was made from, suites and own code; those
 * in the repository alone, and none where the catalogue cannot be read.
 */
export function listedSources(root: string, { catalogue }: Workspace['paths']): string[] {
  try {
    const { sources } = JSON.parse(readRegularFile(catalogue)?.toString('utf8') ?? '')
    const files = Object.keys(sources).map((file) => path.resolve(root, file))
    return files.filter((file) => isWithin(root, file))
  } catch {
    return []
  }
}
