import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { kindOf, readRegularFile } from '@rulebook/bench/regular-file'
import type { Sign } from '@rulebook/bench/seal'
import { removeQuietly, temporaryIn, writeAside } from '@rulebook/bench/whole-file'
import { type Holder, isGone, parseHolder, thisHolder } from './lock-holder.ts'

/** A lock whose holder has not touched it for so long is taken over: it was held up, or is not known here. */
const staleMilliseconds = 5000
const touchMilliseconds = 1000
const { O_RDONLY, O_NOFOLLOW = 0 } = constants

/** What came of trying to lock: held by us, held by another, or something that is no lock. */
export type Attempt =
  | { kind: 'held'; lock: Lock; tookOver: boolean }
  | { kind: 'busy' }
  | { kind: 'foreign'; found: string }

/** Try to lock, once. `onLost` is called when another process took the lock over. */
export function tryLock(file: string, sign: Sign, onLost: () => void): Attempt {
  if (create(file, thisHolder(), sign)) return { kind: 'held', lock: new Lock(file, onLost), tookOver: false }
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found) return { kind: 'busy' }
  if (!found.isFile()) return { kind: 'foreign', found: kindOf(found, file) }
  // Of the future it is when the clock was set back since.
  const old = Math.abs(Date.now() - found.mtimeMs) > staleMilliseconds
  const text = textOf(file)
  const holder = parseHolder(text)
  // Without a name it is that of a process which found the disk full, or which has but begun to write.
  if (!holder && text !== '') return { kind: 'foreign', found: 'content' }
  if (!old && !(holder && isGone(holder))) return { kind: 'busy' }
  takeAway(file, text, sign)
  // Several may have found it so: the first that creates it has it.
  if (create(file, thisHolder(), sign)) return { kind: 'held', lock: new Lock(file, onLost), tookOver: true }
  return { kind: 'busy' }
}

/** A lock that this process holds. It is touched now and then, so that others know. */
export class Lock {
  readonly #file: string
  readonly #handle: number
  readonly #timer: NodeJS.Timeout
  readonly #release = () => this.release()
  #isReleased = false

  constructor(file: string, onLost: () => void) {
    this.#file = file
    this.#handle = openSync(file, O_RDONLY | O_NOFOLLOW)
    this.#timer = setInterval(() => {
      if (this.isOurs) futimesSync(this.#handle, new Date(), new Date())
      else onLost()
    }, touchMilliseconds).unref()
    process.on('exit', this.#release)
  }

  /** False once another process took it over, as from one that was held up. */
  get isOurs(): boolean {
    const now = lstatSync(this.#file, { throwIfNoEntry: false })
    return now?.ino === fstatSync(this.#handle).ino
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    clearInterval(this.#timer)
    process.off('exit', this.#release)
    if (this.isOurs) removeQuietly(this.#file)
    closeSync(this.#handle)
  }
}

/** False when there is something of that name. */
function create(file: string, holder: Holder, sign: Sign): boolean {
  const text = `${JSON.stringify(holder)}\n`
  let temporary: string | null = null
  try {
    temporary = writeAside(path.dirname(file), text, 0o666, sign)
    linkSync(temporary, file)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    // Without its temporary file another swept it away, as one that a kill left.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    // A command with nothing to write needs no room.
    if (['ENOSPC', 'EDQUOT'].includes(code)) return createPlainly(file, '')
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code))
      return createPlainly(file, text)
    throw error
  } finally {
    if (temporary !== null) removeQuietly(temporary)
  }
}

/** Where the disk is full, and on a file system without hard links. */
function createPlainly(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Remove the lock (of this content) of a holder that is gone; that of another, who was quicker, is put back. */
function takeAway(file: string, content: string, sign: Sign): void {
  const aside = temporaryIn(path.dirname(file), sign)
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (textOf(aside) !== content) {
    try {
      linkSync(aside, file)
    } catch {
      // A third one has it by now: who held this one finds that out before it writes.
    }
  }
  removeQuietly(aside)
}

function textOf(file: string): string {
  return readRegularFile(file, { most: 4096 })?.toString('utf8') ?? ''
}
