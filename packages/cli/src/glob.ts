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

/** The folder below which everything that a pattern matches lies, from the root. */
function fixedPart(pattern: string): string {
  const parts = path.posix.normalize(pattern).split('/').slice(0, -1)
  const end = parts.findIndex((part) => /[*?]/.test(part))
  return (end === -1 ? parts : parts.slice(0, end)).join('/')
}

function filesUnder(root: string, folder: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
  return entries.flatMap((entry) => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) return [file]
    const isOpen = entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')
    return isOpen ? filesUnder(root, file) : []
  })
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
