import { isUtf8 } from 'node:buffer'
import { limits } from '@rulebook/papers'
import { Failure } from '../../findings/failure.ts'
import { git } from './git.ts'

/** A file of a commit: its path from the folder, and the id of its content. */
export interface TreeFile {
  path: string
  id: string
  /** Bytes. */
  size: number
}

/**
 * The files of a commit at a path, or right below it where that ends with a slash. Links and submodules are none. Throws
 * a Failure when git cannot read them, as in a clone without the commit's objects.
 */
export async function filesAt(folder: string, commit: string, path: string): Promise<TreeFile[]> {
  const listed = await read(folder, 'ls-tree', '-z', '--long', commit, '--', path)
  return listed
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, id, size, name] = /^100[0-7]{3} blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(entry) ?? []
      return name === undefined ? [] : [{ path: name, id: id!, size: Number(size) }]
    })
}

/** The text of a file as committed, no filter applied; `null` where it is none that papers may have. */
export async function textOf(
  folder: string,
  { id, size }: TreeFile,
  limit: number = limits.fileBytes,
): Promise<string | null> {
  if (size > limit) return null
  const bytes = await read(folder, 'cat-file', 'blob', id)
  return isUtf8(bytes) ? bytes.toString() : null
}

async function read(folder: string, ...args: string[]): Promise<Buffer> {
  const answer = await git(folder, ...args)
  if ('problem' in answer) throw new Failure(answer.problem || 'git could not read it')
  return answer.bytes
}
