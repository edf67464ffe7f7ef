import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { readRegularFile } from '@rulebook/bench/regular-file'
import type { Sign } from '@rulebook/bench/seal'
import { removeQuietly, writeAside } from '@rulebook/bench/whole-file'
import { isWithin } from './root.ts'

/** A key that only this user's processes on this machine have, and why it cannot be kept for the next one. */
export interface MachineSecret {
  key: string
  /** `null` when it is kept. */
  fault: string | null
}

const form = /^[0-9a-f]{64}\n$/
let known: MachineSecret | null = null

/**
 * The secret of this machine and user, made when there is none yet. It lies outside of every work tree, where no
 * commit reaches: below `XDG_STATE_HOME`, or where the system keeps such state. Where it cannot be kept,
 * one of this process serves.
 */
export function machineSecret(root: string): MachineSecret {
  known ??= keptSecret(root)
  return known
}

/** What seals the local state of a repository: bound to the secret, and to where the repository lies. */
export function signerOf(root: string): Sign {
  let place: string | undefined
  return (name, text) => {
    place ??= realpathSync(root)
    const code = createHmac('sha256', machineSecret(root).key)
    return code
      .update(`${JSON.stringify([place, name])}\n`)
      .update(text)
      .digest('hex')
  }
}

/** As {@link signerOf}, wherever the repository lies: what it seals may be moved. */
export function movableSigner(root: string): Sign {
  return (name, text) =>
    createHmac('sha256', machineSecret(root).key)
      .update(`${JSON.stringify([name])}\n`)
      .update(text)
      .digest('hex')
}

function keptSecret(root: string): MachineSecret {
  try {
    const folder = path.join(stateHome(), 'rulebook')
    refuseWithin(root, folder)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!lstatSync(folder).isDirectory()) throw new Error('it is no folder')
    refuseWithin(realpathSync(root), realpathSync(folder))
    const file = path.join(folder, 'secret')
    const key = readSecret(file) ?? makeSecret(folder, file)
    return { key, fault: null }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { key: randomBytes(32).toString('hex'), fault: `${placeOfState()}: ${code ?? message}` }
  }
}

function refuseWithin(root: string, folder: string): void {
  if (isWithin(root, folder)) throw new Error('it lies in the repository')
}

/** The secret in a file, or `null` for none. Throws for one that others may have read or written. */
function readSecret(file: string): string | null {
  const text = readRegularFile(file, { most: 1024 })?.toString('latin1')
  if (text === undefined) return null
  const { uid, mode, nlink } = lstatSync(file)
  if (process.platform !== 'win32' && (uid !== process.getuid?.() || (mode & 0o077) !== 0 || nlink > 1)) {
    throw new Error('others may read or write the file secret in it; delete it')
  }
  if (!form.test(text)) throw new Error('the file secret in it is none; delete it')
  return text.trim()
}

/** Of two processes at once the first one's stays. */
function makeSecret(folder: string, file: string): string {
  const made = randomBytes(32).toString('hex')
  const temporary = writeAside(folder, `${made}\n`, 0o600, () => made)
  try {
    // Whatever the umask was.
    chmodSync(temporary, 0o600)
    linkSync(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    removeQuietly(temporary)
  }
  const kept = readSecret(file)
  if (kept === null) throw new Error('the file secret in it went away')
  return kept
}

function stateHome(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env
  if (XDG_STATE_HOME && path.isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA
  const home = os.homedir()
  if (!path.isAbsolute(home)) throw new Error('there is no home folder')
  const below = process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state']
  return path.join(home, ...below)
}

function placeOfState(): string {
  try {
    return path.join(stateHome(), 'rulebook')
  } catch {
    return 'a home folder'
  }
}
