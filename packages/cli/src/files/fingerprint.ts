import { createHash } from 'node:crypto'
import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { readRegularFile } from '@rulebook/bench/regular-file'
import { matchingFiles } from './glob.ts'

/** Everything that a rulebook is distilled from and written to, as paths from the root. */
export interface Subject {
  /** Configuration, catalogue, runs, evidence, rulebook with its copies, and the run measured here. */
  files: string[]
  /** Folder of the papers. */
  papers: string
  /** Folder of the suites. */
  suites: string
  /** Patterns of further runs. */
  runs: string[]
}

/**
 * Bytes of the largest file whose content is hashed. Papers and suites are far smaller and runs smaller;
 * a larger file counts by its size and time.
 */
const largestHashed = 64 * 2 ** 20

/** sha256 of the bytes of each file by its path from the root; `null` for one that is not there. */
export type Fingerprint = Record<string, string | null>

/** Hash every byte of a subject. Files that appear or go change it like those that change. */
export function fingerprintOf(root: string, { files, papers, suites, runs }: Subject): Fingerprint {
  const all = new Set([
    ...files,
    ...papersIn(root, papers),
    ...suitesIn(root, suites),
    ...matchingFiles(root, runs),
  ])
  return Object.fromEntries([...all].sort().map((file) => [file, hashFile(path.join(root, file))]))
}

/** The same files with the same bytes? */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}

/** sha256, in hexadecimal digits. */
export function hashText(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * sha256 of a file's bytes; `null` when there is none. A link counts with where it leads. What has no
 * end, or waits for somebody to write, is never read: a pipe or a device counts as what it is.
 */
export function hashFile(file: string): string | null {
  try {
    const stats = statSync(file)
    if (!stats.isFile()) return 'no regular file'
    const { size, mtimeMs } = stats
    const isLarge = size > largestHashed
    const bytes = isLarge ? null : readRegularFile(file, { follow: true, most: 2 * largestHashed })
    if (!isLarge && bytes === null) return null
    const hash = bytes === null ? `${size} bytes of ${mtimeMs}` : hashText(bytes)
    return lstatSync(file).isSymbolicLink() ? `${hash} at ${realpathSync(file)}` : hash
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : `unreadable: ${code}`
  }
}

/** Markdown files of a folder and below it, where those that look like papers are warned of. */
function papersIn(root: string, folder: string): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (/\.(?:md|markdown)$/i.test(file) && !entry.isDirectory()) return [file]
    const isOpen = entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')
    return isOpen ? papersIn(root, file) : []
  })
}

/** Python files of a folder. */
function suitesIn(root: string, folder: string): string[] {
  const names = entriesOf(path.join(root, folder)).map(({ name }) => name)
  return names.filter((name) => name.endsWith('.py')).map((name) => path.posix.join(folder, name))
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
