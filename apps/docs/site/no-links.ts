import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Refuse symbolic links in the folder of a site: VitePress follows them where it reads, writes, copies and
 * empties, and a committed one leads wherever a stranger wants. Throws with every one.
 */
export function refuseLinksIn(folder: string): void {
  refuse([folder, ...entriesIn(folder)].filter(isLink))
}

/** Refuse a path from `root` with a symbolic link on the way or at its end: what it leads to would be published. */
export function refuseLinksTo(root: string, files: readonly string[]): void {
  const ways = files.flatMap((file) => {
    const parts = path.normalize(file).split(path.sep)
    return parts.map((_, index) => path.join(root, ...parts.slice(0, index + 1)))
  })
  refuse([...new Set(ways)].filter(isLink))
}

function refuse(links: readonly string[]): void {
  if (links.length === 0) return
  throw new Error(
    `Unexpected symbolic link, expected files and folders alone where the site is made; remove it:\n${links.map((link) => `- ${link.replaceAll(/\p{Cc}/gu, '?')}`).join('\n')}`,
  )
}

/** Everything below a folder but packages, which are linked by their manager. */
function entriesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return []
    const place = path.join(folder, entry.name)
    return entry.isDirectory() ? [place, ...entriesIn(place)] : [place]
  })
}

function isLink(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
