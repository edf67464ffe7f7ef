import { type Dirent, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Files under `root` that match one of the patterns, as sorted paths from it, `/` between folders.
 * `*` stands for anything but a slash, `?` for one such character, a whole part `**` for any folders.
 */
export function matchingFiles(root: string, patterns: readonly string[]): string[] {
  const found = new Set<string>()
  for (const pattern of patterns) {
    const expression = toExpression(path.posix.normalize(pattern))
    for (const file of filesUnder(root, fixedPart(pattern))) {
      if (expression.test(file)) found.add(file)
    }
  }
  return [...found].sort()
}

/** Does a path from the root match a pattern? */
export function matches(pattern: string, file: string): boolean {
  return toExpression(path.posix.normalize(pattern)).test(path.posix.normalize(file))
}

/** Folders, as paths from `root`, in which files may lie that match one of the patterns. */
export function matchingFolders(root: string, patterns: readonly string[]): string[] {
  const found = patterns.flatMap((pattern) => {
    const fixed = fixedPart(pattern)
    const isFlat = path.posix.dirname(path.posix.normalize(pattern)) === (fixed || '.')
    return isFlat ? [fixed] : [fixed, ...foldersUnder(root, fixed)]
  })
  return [...new Set(found)]
}

/** The folder below which everything that a pattern matches lies, from the root. */
function fixedPart(pattern: string): string {
  const parts = path.posix.normalize(pattern).split('/').slice(0, -1)
  const end = parts.findIndex((part) => /[*?]/.test(part))
  return (end === -1 ? parts : parts.slice(0, end)).join('/')
}

function filesUnder(root: string, folder: string): string[] {
  return [folder, ...foldersUnder(root, folder)].flatMap((inner) =>
    entriesOf(root, inner)
      .filter((entry) => entry.isFile())
      .map((entry) => path.posix.join(inner, entry.name)),
  )
}

function foldersUnder(root: string, folder: string): string[] {
  return entriesOf(root, folder)
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const inner = path.posix.join(folder, entry.name)
      return [inner, ...foldersUnder(root, inner)]
    })
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

function toExpression(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part, index, parts) => {
      const last = index === parts.length - 1
      if (part === '**') return last ? '.*' : '(?:[^/]+/)*'
      const text = part
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '[^/]')
      return last ? text : `${text}/`
    })
    .join('')
  return new RegExp(`^${source}$`)
}
