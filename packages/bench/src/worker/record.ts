import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Bytes that hold what the worker is about to do; tracebacks come behind them. As in `recorder.py`. */
const size = 4096
/** Most bytes of tracebacks that are read. */
const mostTraced = 100_000

/** Where a worker is. */
export interface Phase {
  /** As in `recorder.py`; empty before the worker's first word, `unknown` where it leaves none. */
  name: string
  /** The suite or benchmark that it is busy with. */
  what: string
}

/** A nameless file that a worker shares, in which it leaves word of what it is doing, however it ends. */
export class WorkerRecord {
  #descriptor: number | null

  constructor(folder: string = os.tmpdir()) {
    this.#descriptor = namelessFile(folder)
  }

  /** Its descriptor, for the worker to inherit; `null` where no file could be made. */
  get descriptor(): number | null {
    return this.#descriptor
  }

  /** What the worker is, or was, about to do. */
  phase(): Phase {
    if (this.#descriptor === null) return { name: 'unknown', what: '' }
    const [line = ''] = this.#read(0, size).split('\n')
    const [name = '', ...what] = line.replaceAll('\0', '').split(' ')
    return { name, what: what.join(' ') }
  }

  /** The stacks that Python wrote; empty for none. */
  traceback(): string {
    return this.#read(size, mostTraced)
  }

  close(): void {
    if (this.#descriptor === null) return
    closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #read(position: number, length: number): string {
    if (this.#descriptor === null) return ''
    const buffer = Buffer.alloc(length)
    return buffer.toString('utf8', 0, readSync(this.#descriptor, buffer, 0, length, position))
  }
}

/** Without one, as where temporary files have no room, a worker does its work and only tells less. */
function namelessFile(parent: string): number | null {
  try {
    const folder = mkdtempSync(path.join(parent, 'rulebook-record-'))
    try {
      const descriptor = openSync(path.join(folder, 'record'), 'w+', 0o600)
      ftruncateSync(descriptor, size)
      return descriptor
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  } catch {
    return null
  }
}
