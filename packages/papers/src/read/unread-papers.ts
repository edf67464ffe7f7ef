import type { Dirent } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import path from 'node:path'

/** A file that looks like a paper and is not read as one. */
interface UnreadPaper {
  /** Path from the folder of papers, `/` between folders. */
  name: string
  /** What was found and expected, and how to mend it. */
  message: string
}

/** Bytes in which a file must show that it means to be a paper. */
const opening = 4096

/**
 * Files of a folder of papers that open with frontmatter that names a domain, as papers do, but lie in
 * a folder below it or end in other letters than `.md`. Hidden files and folders, and what npm
 * installed, are nobody's papers. Links are not followed.
 */
export async function unreadPapers(root: string): Promise<UnreadPaper[]> {
  const unread: UnreadPaper[] = []
  for (const name of await markdownBelow(root, '')) {
    const below = name.includes('/')
    if (!below && name.endsWith('.md')) continue
    if (!(await opensLikePaper(path.join(root, name)))) continue
    unread.push({
      name,
      message: below
        ? 'Unexpected paper in a folder below the papers, which is not read, expected it beside the others; move it there'
        : `Unexpected ending “${path.extname(name)}” of a paper, which is not read, expected “.md”; rename it`,
    })
  }
  return unread
}

async function markdownBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch((): Dirent[] => [])
  const found: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await markdownBelow(root, name)))
    else if (entry.isFile() && /\.(?:md|markdown)$/i.test(name)) found.push(name)
  }
  return found
}

async function opensLikePaper(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(opening), position: 0 })
    return /^\ufeff?---\r?\n(?:(?!---).*\r?\n)*domain:/.test(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await handle.close()
  }
}
