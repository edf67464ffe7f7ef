import { readdir } from 'node:fs/promises'

/** Names of the suites of a folder, sorted; none where there is no folder. */
export async function suiteNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [])
  return names.filter(isSuiteName).sort()
}

/** Names of Python files of a folder that are no suites and should be: those that begin with `_` need not. */
export async function misnamedSuites(directory: string): Promise<string[]> {
  const names = await readdir(directory)
  return names.filter((name) => /^[^_.].*\.py$/i.test(name) && !isSuiteName(name)).sort()
}

function isSuiteName(name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.py$/.test(name)
}
