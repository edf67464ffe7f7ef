import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Catalogue } from './catalogue.ts'
import { suiteNames } from './suite-names.ts'

/** A file that the catalogue was made from and that is another now. */
export interface ChangedSource {
  /** Path from the folder of the suites, with slashes. */
  file: string
  change: 'changed' | 'added' | 'removed'
}

/**
 * Hashes of the texts that a catalogue is made from, by path from the folder of the suites. `texts` are
 * by absolute path, a byte a character.
 */
export function sourcesOf(suites: string, texts: ReadonlyMap<string, string>): Record<string, string> {
  const hashes = [...texts].map(([file, text]) => [fromSuites(suites, file), hashOf(text)] as const)
  return Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Suites, and files that they import, that are no longer as the catalogue has them, or that it does not
 * know. Needs no Python. A catalogue without sources knows of none.
 */
export async function changedSources(suites: string, { sources = {} }: Catalogue): Promise<ChangedSource[]> {
  const changed: ChangedSource[] = []
  for (const [file, hash] of Object.entries(sources)) {
    const text = await textOf(path.resolve(suites, file))
    if (text === null) changed.push({ file, change: 'removed' })
    else if (hashOf(text) !== hash) changed.push({ file, change: 'changed' })
  }
  for (const file of await suiteNames(suites)) {
    if (!Object.hasOwn(sources, file)) changed.push({ file, change: 'added' })
  }
  return changed
}

/** The bytes of a file, each a character; `null` when it cannot be read, or is none that ends. */
export async function textOf(file: string): Promise<string | null> {
  try {
    return (await stat(file)).isFile() ? await readFile(file, 'latin1') : null
  } catch {
    return null
  }
}

/** A checkout may write other line ends, which are no other text. */
function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'latin1').digest('hex')
}

function fromSuites(suites: string, file: string): string {
  return path.relative(suites, file).split(path.sep).join('/')
}
