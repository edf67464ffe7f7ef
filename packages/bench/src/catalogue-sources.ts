import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Catalogue } from './catalogue.ts'
import { suiteNames } from './suite-names.ts'

/** Path of a Python file from the folder of the suites. A catalogue comes with a repository, whoever wrote it. */
export const sourcePathSchema = z
  .string()
  .max(1000)
  .regex(/^[^/\\\p{Cc}\p{Cf}][^\\\p{Cc}\p{Cf}]*\.py$/u, 'expected the path of a Python file from the suites')

/** A file that the catalogue was made from and that is another now. */
export interface ChangedSource {
  /** Path from the folder of the suites, with slashes. */
  file: string
  change: 'changed' | 'added' | 'removed'
}

/** Bytes of the largest file that is taken for Python source. */
const largestSource = 16 * 2 ** 20

/** Hashes by absolute path, as a catalogue holds them: by path from the folder of the suites. */
export function sourcesFrom(suites: string, hashes: ReadonlyMap<string, string>): Record<string, string> {
  const named = [...hashes].map(([file, hash]) => [fromSuites(suites, file), hash] as const)
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Suites, and files that they import, that are no longer as the catalogue has them, or that it does not
 * know; `null` when the catalogue does not say what it was made from. Needs no Python, and reads nothing
 * outside `root`.
 */
export async function changedSources(
  root: string,
  suites: string,
  { sources }: Catalogue,
): Promise<ChangedSource[] | null> {
  if (sources === undefined) return null
  const base = await realpath(root)
  const changed: ChangedSource[] = []
  for (const [file, hash] of Object.entries(sources)) {
    const place = path.resolve(suites, file)
    const found = (await leadsInto(base, place)) ? await hashOfSource(place) : null
    if (found !== hash) changed.push({ file, change: found === null ? 'removed' : 'changed' })
  }
  for (const file of await suiteNames(suites)) {
    if (!Object.hasOwn(sources, file)) changed.push({ file, change: 'added' })
  }
  return changed
}

/**
 * sha256 of a Python file, whatever line ends a checkout gave it, as the harness takes it; `null` when it
 * cannot be read or is none.
 */
export async function hashOfSource(file: string): Promise<string | null> {
  try {
    const stats = await stat(file)
    if (!stats.isFile() || stats.size > largestSource) return null
    // A character a byte.
    const text = (await readFile(file, 'latin1')).replaceAll('\r\n', '\n')
    return createHash('sha256').update(text, 'latin1').digest('hex')
  } catch {
    return null
  }
}

/** Does the file lie in a folder (given with its links followed), with its own links followed? */
async function leadsInto(folder: string, file: string): Promise<boolean> {
  const place = await realpath(file).catch(() => null)
  if (place === null) return false
  const from = path.relative(folder, place)
  return !path.isAbsolute(from) && from.split(path.sep)[0] !== '..'
}

function fromSuites(suites: string, file: string): string {
  return path.relative(suites, file).split(path.sep).join('/')
}
