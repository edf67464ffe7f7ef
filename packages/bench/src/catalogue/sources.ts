import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { SourceHashes } from '../run/loaded.ts'
import { suiteNames } from './suite-names.ts'

/** Hashes of a Python file; see {@link SourceHashes}. */
export const sourceHashesSchema = z.strictObject({ text: z.string(), code: z.string() })

/** A file that the catalogue was made from and that is another now. */
export interface ChangedSource {
  /** Path from the root, with slashes. */
  file: string
  change: 'changed' | 'added' | 'removed'
}

/** Bytes of the largest file that is taken for Python source. */
const largestSource = 16 * 2 ** 20

/**
 * Suites, and own code that runs loaded, that are no longer as the catalogue has them, or that it does not
 * know; `null` when the catalogue does not say what it was made from. Needs no Python, and reads nothing
 * outside `root`.
 */
export async function changedSources(
  root: string,
  suites: string,
  { sources }: { sources?: Record<string, SourceHashes> | undefined },
): Promise<ChangedSource[] | null> {
  if (sources === undefined) return null
  const base = await realpath(root)
  const changed: ChangedSource[] = []
  for (const [file, { text }] of Object.entries(sources)) {
    const place = path.resolve(root, file)
    const found = (await leadsInto(base, place)) ? await hashOfSource(place) : null
    if (found !== text) changed.push({ file, change: found === null ? 'removed' : 'changed' })
  }
  for (const name of await suiteNames(suites)) {
    const file = pathFrom(root, path.resolve(suites, name))
    if (!Object.hasOwn(sources, file)) changed.push({ file, change: 'added' })
  }
  return changed
}

/**
 * sha256 of the bytes of a Python file, whatever line ends a checkout gave it, as the harness takes it; `null` when it
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

/** A path from a folder, with slashes. */
export function pathFrom(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/')
}
