import { type Dirent, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Files under `root` that match one of the patterns, as sorted paths from it, `/` between folders.
 * `*` stands for anything but a slash, `?` for one such character, a whole part `**` for any folders. Links are
 * not followed, and each folder is read once.
 */
export function matchingFiles(root: string, patterns: readonly string[]): string[] {
  const parts = patterns.map(partsOf)
  const found = [...foldersOf(root, patterns)].flatMap(([folder, entries]) =>
    entries.filter((entry) => entry.isFile()).map((entry) => path.posix.join(folder, entry.name)),
  )
  return found.filter((file) => parts.some((pattern) => matchesParts(pattern, file.split('/')))).sort()
}

/** Does a path from the root match a pattern? */
export function matches(pattern: string, file: string): boolean {
  return matchesParts(partsOf(pattern), path.posix.normalize(file).split('/'))
}

/** Folders, as paths from `root`, in which files may lie that match one of the patterns. */
export function matchingFolders(root: string, patterns: readonly string[]): string[] {
  return [...foldersOf(root, patterns).keys()]
}

/** The parts of a pattern; `**` after `**` says nothing more. */
function partsOf(pattern: string): string[] {
  return path.posix
    .normalize(pattern)
    .split('/')
    .filter((part, index, parts) => part !== '**' || parts[index - 1] !== '**')
}

/** The number of leading parts that name a folder as it is called. */
function fixedLength(parts: readonly string[]): number {
  const end = parts.slice(0, -1).findIndex((part) => /[*?]/.test(part))
  return end === -1 ? parts.length - 1 : end
}

/** What lies in the folders, by path from `root`, that may hold what a pattern matches. */
function foldersOf(root: string, patterns: readonly string[]): Map<string, Dirent[]> {
  const found = new Map<string, Dirent[]>()
  const walked = new Set<string>()
  const entriesIn = (folder: string) => {
    const entries = found.get(folder) ?? entriesOf(root, folder)
    found.set(folder, entries)
    return entries
  }
  const walk = (folder: string) => {
    if (walked.has(folder)) return
    walked.add(folder)
    for (const entry of entriesIn(folder)) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
      walk(path.posix.join(folder, entry.name))
    }
  }
  for (const parts of patterns.map(partsOf)) {
    const length = fixedLength(parts)
    const folder = parts.slice(0, length).join('/')
    if (length === parts.length - 1 && parts.at(-1) !== '**') entriesIn(folder)
    else walk(folder)
  }
  return found
}

function entriesOf(root: string, folder: string): Dirent[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

/**
 * Do the parts of a path match those of a pattern? Each part of the pattern is tried against each of the path
 * once: what is before it decides where it may match, however many ways led there.
 */
function matchesParts(pattern: readonly string[], file: readonly string[]): boolean {
  // Where the pattern so far may have ended: after so many parts of the path.
  let ends = new Set([0])
  for (const [index, part] of pattern.entries()) {
    if (part === '**') {
      const first = Math.min(...ends)
      // At the end it stands for a file at least.
      const least = index === pattern.length - 1 ? first + 1 : first
      ends = new Set(file.map((_, at) => at + 1).filter((end) => end >= least))
      if (least === first) ends.add(first)
    } else {
      ends = new Set(
        [...ends].filter((at) => at < file.length && matchesPart(part, file[at]!)).map((at) => at + 1),
      )
    }
    if (ends.size === 0) return false
  }
  return ends.has(file.length)
}

/**
 * Does a name match a part? Only the last `*` is ever taken back, since whatever an earlier one took more the last
 * can take as well: as many steps as the two lengths' product at most.
 */
function matchesPart(part: string, name: string): boolean {
  const [signs, letters] = [[...part], [...name]]
  let [sign, letter, star, taken] = [0, 0, -1, 0]
  while (letter < letters.length) {
    if (signs[sign] === '*') {
      star = sign++
      taken = letter
    } else if (signs[sign] === '?' || signs[sign] === letters[letter]) {
      sign++
      letter++
    } else if (star === -1) return false
    else {
      sign = star + 1
      letter = ++taken
    }
  }
  return signs.slice(sign).every((rest) => rest === '*')
}
