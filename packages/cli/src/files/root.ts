import { existsSync } from 'node:fs'
import path from 'node:path'

/** Name of the file that marks the root of a repository. */
export const configFile = 'rulebook.config.json'

/** Is a place the folder itself, or inside it? Both absolute, with links followed or not. */
export function isWithin(folder: string, place: string): boolean {
  const way = path.relative(folder, place)
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way)
}

/** The nearest folder, from `directory` upwards, that holds the configuration; `null` when none does. */
export function findRoot(directory: string): string | null {
  if (existsSync(path.join(directory, configFile))) return directory
  const parent = path.dirname(directory)
  return parent === directory ? null : findRoot(parent)
}
