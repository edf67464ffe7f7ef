import { isUtf8 } from 'node:buffer'
import { linkSync, lstatSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { IrregularFile, type ReadOptions, readRegularFile } from '@rulebook/bench/regular-file'
import type { Sign } from '@rulebook/bench/seal'
import { removeQuietly, replaceFile, writeAside } from '@rulebook/bench/whole-file'
import { Failure, refusal } from '../findings/failure.ts'
import { inLineEndsOf } from './line-ends.ts'
import { type Keeper, placeInRepository } from './repository-place.ts'

/** Bytes of the largest rulebook that is read: the largest budget gives a tenth of it. */
export const largestRulebook = 2 ** 20

/** Where something is written: a repository, with what tells its temporary files from others. */
export interface Site {
  root: string
  sign: Sign
}

/** Is it a folder, or a link to one? */
export function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/**
 * A file's text, or `null` when there is none. A link is not followed unless it is said, and what is no regular
 * file, or has no end, is never read; throws a Failure that says so.
 */
export async function readText(file: string, options: ReadOptions = {}): Promise<string | null> {
  return readBytes(file, options)?.toString('utf8') ?? null
}

/**
 * The text of a file that people keep (`name` in messages), or `null` when there is none. Throws a Failure
 * when its bytes are not UTF-8: written again they would be others.
 */
export async function readUtf8(file: string, name: string): Promise<string | null> {
  const bytes = readBytes(file, { follow: true })
  if (bytes && !isUtf8(bytes)) {
    throw new Failure(
      `${name}: unexpected bytes that are not UTF-8, expected UTF-8; save it so, then run the command again`,
    )
  }
  return bytes?.toString('utf8') ?? null
}

function readBytes(file: string, options: ReadOptions): Buffer | null {
  try {
    return readRegularFile(file, options)
  } catch (error) {
    throw error instanceof IrregularFile ? new Failure(error.message) : error
  }
}

/**
 * Write a file of the repository whole or not at all, and only when its text changes. A file whose lines all
 * end with CR LF keeps them. Whoever reads sees the old text or the new, and another name of the same file
 * keeps the old one. True when it was written. Throws a Failure where nothing may be written; see
 * {@link placeInRepository}.
 */
export async function writeText(
  { root, sign }: Site,
  file: string,
  text: string,
  keeper: Keeper,
): Promise<boolean> {
  const place = placeInRepository(root, file, keeper)
  const current = await readText(place)
  const kept = inLineEndsOf(current, text)
  if (current === kept) return false
  try {
    mkdirSync(path.dirname(place), { recursive: true })
    const before = lstatSync(place, { throwIfNoEntry: false })
    replaceFile(place, kept, before ? before.mode & 0o777 : 0o666, sign)
  } catch (error) {
    throw notWritten(file, 'is as it was', error)
  }
  return true
}

/**
 * Write a file of people that is not there yet, whole or not at all. False when there is one by now: it is
 * never touched.
 */
export async function createText({ root, sign }: Site, file: string, text: string): Promise<boolean> {
  const place = placeInRepository(root, file, 'people')
  if (lstatSync(place, { throwIfNoEntry: false })) return false
  let temporary: string | null = null
  try {
    mkdirSync(path.dirname(place), { recursive: true })
    temporary = writeAside(path.dirname(place), text, 0o666, sign)
    return nameExclusively(temporary, place)
  } catch (error) {
    throw notWritten(file, 'is not there', error)
  } finally {
    if (temporary !== null) removeQuietly(temporary)
  }
}

/** Give a written file its name unless something has that name. A file system without hard links renames. */
function nameExclusively(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    if (lstatSync(file, { throwIfNoEntry: false })) return false
    renameSync(temporary, file)
    return true
  }
}

function notWritten(file: string, state: string, error: unknown): Failure {
  const reason = refusal(error) ?? (error as Error).message
  return new Failure(
    `${path.basename(file)} was not written and ${state}: ${reason}, then run the command again`,
  )
}
