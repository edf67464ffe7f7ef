import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Sign } from './seal.ts'

/** `.rulebook-<random>-<code>.tmp`: the code tells a temporary file of ours from any other file. */
const temporaryPattern = /^\.rulebook-([0-9a-f]{16})-([0-9a-f]{16})\.tmp$/

/** A name for a temporary file in a folder, which nobody has and nobody else can think up. */
export function temporaryIn(folder: string, sign: Sign | undefined): string {
  const random = randomBytes(8).toString('hex')
  return path.join(folder, `.rulebook-${random}-${codeOf(random, sign)}.tmp`)
}

/** May this be the name of a temporary file, of whichever machine? */
export function looksTemporary(name: string): boolean {
  return temporaryPattern.test(name)
}

/**
 * Write a file whole or not at all, in place of the one of that name, whose other names keep their bytes. It keeps
 * the rights and, where that is permitted, the owner of the one before.
 */
export function replaceFile(file: string, text: string, mode: number, sign: Sign | undefined): void {
  const before = lstatSync(file, { throwIfNoEntry: false })
  const temporary = writeAside(path.dirname(file), text, mode, sign, before)
  try {
    renameSync(temporary, file)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
}

/**
 * Write and flush a new temporary file in a folder, and answer its path. `writeFileSync` goes on after a
 * short write, which is how a disk that fills up announces itself.
 */
export function writeAside(
  folder: string,
  text: string,
  mode: number,
  sign: Sign | undefined,
  before?: Stats,
): string {
  const temporary = temporaryIn(folder, sign)
  const handle = openSync(temporary, 'wx', mode)
  try {
    // Whatever the mask of the process leaves of them.
    if (before) keepRights(handle, before)
    writeFileSync(handle, text)
    fsyncSync(handle)
    return temporary
  } catch (error) {
    removeQuietly(temporary)
    throw error
  } finally {
    closeSync(handle)
  }
}

function keepRights(handle: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(handle, uid, gid)
  } catch {
    // Only who may do anything may give a file away.
  }
  fchmodSync(handle, mode & 0o777)
}

/** Remove the temporary files that a kill left in a folder; only those that carry our code. */
export function sweepTemporaries(folder: string, sign: Sign): void {
  for (const name of namesIn(folder)) {
    const [, random, code] = temporaryPattern.exec(name) ?? []
    if (random === undefined || code !== codeOf(random, sign)) continue
    const file = path.join(folder, name)
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) removeQuietly(file)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function codeOf(random: string, sign: Sign | undefined): string {
  return (sign?.('temporary', random) ?? random).slice(0, 16)
}

export function removeQuietly(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // Gone already, or not to be removed: the next one to look may.
  }
}
