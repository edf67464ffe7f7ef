import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { IrregularFile, kindOf } from '../files/regular-file.ts'
import { endStrays } from './stray-processes.ts'

/** What the names of scratch folders begin with. */
const prefix = 'process-'

/** Do `work` with a scratch folder of its own below `directory`, which is removed afterwards with all in it. */
export async function withScratch<T>(directory: string, work: (scratch: string) => Promise<T>): Promise<T> {
  await makeFolder(directory)
  const scratch = await mkdtemp(path.join(path.resolve(directory), prefix))
  try {
    return await work(scratch)
  } finally {
    await remove(scratch)
  }
}

/**
 * Remove the scratch folders that processes left which were killed, and end what workers in them left running. Nobody
 * may be measuring there.
 */
export async function sweepScratch(directory: string): Promise<void> {
  await makeFolder(directory)
  const left: string[] = []
  for (const name of await readdir(directory)) {
    const scratch = path.join(directory, name)
    if (name.startsWith(prefix) && (await lstat(scratch)).isDirectory()) left.push(scratch)
  }
  if (left.length === 0) return
  const begins = path.join(path.resolve(directory), prefix)
  endStrays((scratch) => scratch.startsWith(begins))
  for (const scratch of left) await remove(scratch)
}

/** A link in the place of the folder is refused: what is removed in it would be somebody's. */
async function makeFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  const stats = await lstat(directory)
  if (!stats.isDirectory()) throw new IrregularFile(directory, kindOf(stats, directory))
}

/** What cannot be removed now (a folder that a benchmark took the rights of) does not end a measurement. */
async function remove(scratch: string): Promise<void> {
  await rm(scratch, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
}
