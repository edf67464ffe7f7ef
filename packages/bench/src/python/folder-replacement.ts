import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Times that a folder is put where somebody may still write. */
const tries = 5

/**
 * Make a folder anew: `fill` gets the path of another beside it, which takes its place when all is in
 * it. One that is interrupted leaves the folder as it was; what it left goes the next time, or
 * later, where a program that outlived it (an installer) still writes there.
 */
export async function replaceFolder<T>(folder: string, fill: (unfinished: string) => Promise<T>): Promise<T> {
  await mkdir(path.dirname(folder), { recursive: true })
  await sweep(folder)
  try {
    const unfinished = leftover(folder)
    const answer = await fill(unfinished)
    await putInPlace(unfinished, folder)
    return answer
  } finally {
    await sweep(folder)
  }
}

/** A name that nobody has, for what is not yet, or no longer, the folder. */
function leftover(folder: string): string {
  return `${folder}.left-${randomUUID().slice(0, 8)}`
}

async function putInPlace(made: string, folder: string): Promise<void> {
  for (let left = tries; ; left--) {
    await rename(folder, leftover(folder)).catch(unless('ENOENT'))
    try {
      return await rename(made, folder)
    } catch (error) {
      if (left === 1) throw error
      unless('ENOTEMPTY', 'EEXIST')(error)
    }
  }
}

async function sweep(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(folder)}.left-`)) continue
    await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
  }
}

function unless(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
