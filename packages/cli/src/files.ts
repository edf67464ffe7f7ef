import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Failure, refusal } from './failure.ts'
import { inLineEndsOf } from './line-ends.ts'

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
 * Write a file whole or not at all, and only when its text changes. A file whose lines all end with
 * CR LF keeps them. True when it was written.
 */
export async function writeText(file: string, text: string): Promise<boolean> {
  const current = await readText(file)
  const kept = inLineEndsOf(current, text)
  if (current === kept) return false
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await replaceFile(file, kept)
  } catch (error) {
    const reason = refusal(error) ?? (error as Error).message
    throw new Failure(
      `${path.basename(file)} was not written and is as it was: ${reason}, then run the command again`,
    )
  }
  return true
}

/**
 * Write beside the file, flush, then rename: whoever reads sees the old text or the new. A file
 * handle's `writeFile` goes on after a short write, which is how a disk that fills up announces
 * itself; a single `write` would leave half a text and report nothing.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file)
  const before = await stat(target).catch(() => null)
  // Always the same name: one that a kill left behind is used up by the next write.
  const temporary = `${target}.tmp`
  try {
    await rm(temporary, { force: true })
    const handle = await open(temporary, 'wx', before ? before.mode & 0o777 : 0o666)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}
