import { lstat, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Workspace } from './workspace.ts'

/** Most bytes of a file of local state: more is none that this program wrote, and could not be read whole. */
const mostBytes = 2 ** 28

/** What lies in the folder of local state, by name. */
const kinds: [RegExp, 'file' | 'folder'][] = [
  [/^(?:run(?:-.*)?\.json|journal(?:-.*)?\.jsonl|stamp\.json|papers)(?:\.tmp)?$/, 'file'],
  [/^(?:work|venv-.*)$/, 'folder'],
]

/**
 * Remove what is of the wrong kind or size in the folder of local state, and say so. All there is a
 * cache, which the next command that needs it makes anew; what is wrong there would stay in the way.
 */
export async function mendLocalState({ paths, output }: Workspace): Promise<void> {
  for (const name of await readdir(paths.local)) {
    const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
    const fault = kind && (await faultOf(path.join(paths.local, name), kind))
    if (!fault) continue
    await rm(path.join(paths.local, name), { recursive: true, force: true })
    output.note(`removed .rulebook/${name}, which was ${fault}; it is made anew when it is needed`)
  }
}

async function faultOf(file: string, kind: 'file' | 'folder'): Promise<string | null> {
  // A link counts as what it leads to; one that leads nowhere is in the way.
  const found = await stat(file).catch(() => null)
  if (!found) return (await lstat(file).catch(() => null)) ? 'a link that leads nowhere' : null
  if (kind === 'folder') return found.isDirectory() ? null : 'no folder'
  if (!found.isFile()) return 'no file'
  return found.size > mostBytes ? `larger than ${mostBytes / 2 ** 20} MiB` : null
}
