import { readdir } from 'node:fs/promises'
import path from 'node:path'

/**
 * Files under `root` that match one of the patterns, as sorted paths from it, `/` between folders.
 * `*` stands for anything but a slash, `?` for one such character, a whole part `**` for any folders.
 */
export async function matchingFiles(root: string, patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const pattern of patterns) {
    const expression = toExpression(path.posix.normalize(pattern))
    for (const file of await filesUnder(root, fixedPart(pattern))) {
      if (expression.test(file)) found.add(file)
    }
  }
  return [...found].sort()
}

/** The folder below which everything that a pattern matches lies, from the root. */
export function fixedPart(pattern: string): string {
  const parts = path.posix.normalize(pattern).split('/').slice(0, -1)
  const end = parts.findIndex((part) => /[*?]/.test(part))
  return (end === -1 ? parts : parts.slice(0, end)).join('/')
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  const files: string[] = []
  for (const entry of entries) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) files.push(file)
    else if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
      files.push(...(await filesUnder(root, file)))
    }
  }
  return files
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
