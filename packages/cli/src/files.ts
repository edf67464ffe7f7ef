import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { Failure, refusal } from './failure.ts'

/** A file's text, or `null` when there is none. */
export async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/**
 * Write a file whole or not at all (a temporary file beside it, then a rename), and only when its
 * text changes. True when it was written.
 */
export async function writeText(file: string, text: string): Promise<boolean> {
  if ((await readText(file)) === text) return false
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFileAtomic(file, text)
  } catch (error) {
    const reason = refusal(error) ?? (error as Error).message
    throw new Failure(
      `${path.basename(file)} was not written and is as it was: ${reason}, then run the command again`,
    )
  }
  return true
}
