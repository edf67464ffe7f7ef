import { existsSync } from 'node:fs'
import path from 'node:path'

/** Name of the file that marks the root of a repository. */
export const configFile = 'rulebook.config.json'

/** The nearest folder, from `directory` upwards, that holds the configuration; `null` when none does. */
export function findRoot(directory: string): string | null {
  if (existsSync(path.join(directory, configFile))) return directory
  const parent = path.dirname(directory)
  return parent === directory ? null : findRoot(parent)
}
