import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'

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

/** Remove the scratch folders that processes left which were killed. Nobody may be measuring there. */
export async function sweepScratch(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const name of await readdir(directory)) {
    if (name.startsWith(prefix)) await remove(path.join(directory, name))
  }
}

/** What cannot be removed now (a folder that a benchmark took the rights of) does not end a measurement. */
async function remove(scratch: string): Promise<void> {
  await rm(scratch, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
}
