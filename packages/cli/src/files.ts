import { isUtf8 } from 'node:buffer'
import { statSync } from 'node:fs'
import { link, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Failure, refusal } from './failure.ts'
import { inLineEndsOf } from './line-ends.ts'

/** Is it a folder, or a link to one? */
export function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/**
 * A file's text, or `null` when there is none. A pipe or a device, which may have no end, is never
 * read; throws a Failure that says so.
 */
export async function readText(file: string): Promise<string | null> {
  return (await readBytes(file))?.toString('utf8') ?? null
}

/**
 * The text of a file that people keep (`name` in messages), or `null` when there is none. Throws a Failure
 * when its bytes are not UTF-8: written again they would be others.
 */
export async function readUtf8(file: string, name: string): Promise<string | null> {
  const bytes = await readBytes(file)
  if (bytes && !isUtf8(bytes)) {
    throw new Failure(
      `${name}: unexpected bytes that are not UTF-8, expected UTF-8; save it so, then run the command again`,
    )
  }
  return bytes?.toString('utf8') ?? null
}

async function readBytes(file: string): Promise<Buffer | null> {
  try {
    if (!(await stat(file)).isFile()) {
      throw new Failure(`${file}: unexpected folder, pipe or device, expected a file; move it away`)
    }
    return await readFile(file)
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
    throw notWritten(file, 'is as it was', error)
  }
  return true
}

/**
 * Write a file that is not there yet, whole or not at all. False when there is one by now: it is
 * never touched.
 */
export async function createText(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.tmp`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeAside(temporary, text, 0o666)
    return await nameExclusively(temporary, file)
  } catch (error) {
    throw notWritten(file, 'is not there', error)
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
}

/** Give a written file its name unless something has that name. A file system without hard links renames. */
async function nameExclusively(temporary: string, file: string): Promise<boolean> {
  try {
    await link(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    if (await lstat(file).catch(() => null)) return false
    await rename(temporary, file)
    return true
  }
}

function notWritten(file: string, state: string, error: unknown): Failure {
  const reason = refusal(error) ?? (error as Error).message
  return new Failure(
    `${path.basename(file)} was not written and ${state}: ${reason}, then run the command again`,
  )
}

/** Write beside the file, flush, then rename: whoever reads sees the old text or the new. */
async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file)
  const before = await stat(target).catch(() => null)
  // Always the same name: one that a kill left behind is used up by the next write.
  const temporary = `${target}.tmp`
  try {
    await writeAside(temporary, text, before ? before.mode & 0o777 : 0o666)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}

/**
 * Write and flush a temporary file. A file handle's `writeFile` goes on after a short write, which is
 * how a disk that fills up announces itself; a single `write` would leave half a text and report nothing.
 */
async function writeAside(temporary: string, text: string, mode: number): Promise<void> {
  await rm(temporary, { force: true })
  const handle = await open(temporary, 'wx', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
