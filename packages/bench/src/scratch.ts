import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { endStrays } from './strays.ts'

/** What the names of scratch folders begin with. */
const prefix = 'process-'

/** Do `work` with a scratch folder of its own below `directory`, which is removed afterwards with all in it. */
export async function withScratch<T>(directory: string, work: (scratch: string) => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true })
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
  await mkdir(directory, { recursive: true })
  const left = (await readdir(directory)).filter((name) => name.startsWith(prefix))
  if (left.length === 0) return
  const begins = path.join(path.resolve(directory), prefix)
  endStrays((scratch) => scratch.startsWith(begins))
  for (const name of left) await remove(path.join(directory, name))
}

/** What cannot be removed now (a folder that a benchmark took the rights of) does not end a measurement. */
async function remove(scratch: string): Promise<void> {
  await rm(scratch, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
}
