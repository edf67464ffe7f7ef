import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Bytes that hold what the worker is about to do; tracebacks come behind them. As in `recorder.py`. */
const size = 4096
/** Most bytes of tracebacks that are read. */
const mostTraced = 100_000

/** Where a worker is. */
export interface Phase {
  /** As in `recorder.py`; empty before the worker's first word. */
  name: string
  /** The suite or benchmark that it is busy with. */
  what: string
}

/** A nameless file that a worker shares, in which it leaves word of what it is doing, however it ends. */
export class WorkerRecord {
  /** Its descriptor, for the worker to inherit. */
  readonly descriptor: number
  #open = true

  constructor() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-record-'))
    try {
      this.descriptor = openSync(path.join(folder, 'record'), 'w+', 0o600)
      ftruncateSync(this.descriptor, size)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /** What the worker is, or was, about to do. */
  phase(): Phase {
    const [line = ''] = this.#read(0, size).split('\n')
    const [name = '', ...what] = line.replaceAll('\0', '').split(' ')
    return { name, what: what.join(' ') }
  }

  /** The stacks that Python wrote; empty for none. */
  traceback(): string {
    return this.#read(size, mostTraced)
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.descriptor)
  }

  #read(position: number, length: number): string {
    if (!this.#open) return ''
    const buffer = Buffer.alloc(length)
    return buffer.toString('utf8', 0, readSync(this.descriptor, buffer, 0, length, position))
  }
}
