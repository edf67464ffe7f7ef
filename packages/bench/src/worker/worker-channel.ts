import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryKills } from '../process/memory-limit.ts'
import { ProcessGroup } from '../process/process-group.ts'
import { descendantsOf, endStrays, isStopped, scratchVariable } from '../process/stray-processes.ts'
import { workerFile } from '../python/harness.ts'
import { ended, hung, type LastKnown } from './failure-reason.ts'
import { WorkerRecord } from './record.ts'
import { ownPlace } from './stack.ts'
import { WorkerFailure } from './worker-failure.ts'

export interface WorkerOptions {
  /** Path of the Python executable. */
  python: string
  /** Sets PYTHONHASHSEED; 0 to 4294967295. */
  hashSeed?: number
  /** Bytes of padding in the environment. */
  environmentPadding?: number
  /** Cap on the worker's address space in bytes; 0 for none. */
  memoryLimit?: number
  /** Working directory, a scratch folder of its own, where benchmarks may make files. */
  directory?: string
  /** Absolute paths of folders in which suites find modules that are nowhere else. */
  folders?: string[]
  signal?: AbortSignal
}

/** Most characters of a worker's stderr that are kept for messages. */
const stderrTail = 2000

/** Milliseconds that a worker that hangs has for writing where it is, and how often that is looked at. */
const lastWords = 2000
const lookEvery = 10

/** Environment for a worker: the caller's, less what would change how Python starts or takes memory. */
function workerEnvironment(options: WorkerOptions): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(PYTHON|MALLOC_|GLIBC_TUNABLES$)/.test(name)) environment[name] = value
  }
  environment.PYTHONHASHSEED = String(options.hashSeed ?? 0)
  environment.PYTHONUTF8 = '1'
  environment.RULEBOOK_MEMORY_LIMIT = String(options.memoryLimit ?? 0)
  if (options.directory !== undefined) environment[scratchVariable] = options.directory
  environment.RULEBOOK_PADDING = 'x'.repeat(options.environmentPadding ?? 0)
  return environment
}

/** A Python worker process: requests go in and answers come out, one at a time, until it ends or is ended. */
export class WorkerChannel {
  readonly #group: ProcessGroup
  readonly #folders: string[]
  readonly #requests: Writable
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #next = 1
  #failure: WorkerFailure | null = null
  #stderr = ''
  readonly #record: WorkerRecord
  /** Resolves when the process, and all that it started, has ended. */
  readonly #ended: Promise<void>
  readonly #scratch: string | undefined
  readonly #memoryKills = memoryKills()
  /** Path of the suite that is asked about, where it is looked for in stacks. */
  suite = ''
  #started: number[] = []
  /** Did this side end it? */
  #wasKilled = false
  /** Looking where it hangs. */
  #expiring: Promise<void> | null = null

  /** Start a worker. One that cannot be started fails what it is asked. */
  static async start(options: WorkerOptions): Promise<WorkerChannel> {
    const record = new WorkerRecord()
    const group = await ProcessGroup.start(options.python, ['-s', workerFile], {
      env: workerEnvironment(options),
      descriptor: record.descriptor,
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
    })
    return new WorkerChannel(group, record, options)
  }

  private constructor(
    group: ProcessGroup,
    record: WorkerRecord,
    { folders = [], directory, signal }: WorkerOptions,
  ) {
    this.#group = group
    this.#record = record
    this.#scratch = directory
    this.#folders = folders
    const { stdin, stdout, stderr } = this.#group.head
    this.#requests = stdin
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrTail)
    })
    // Writing to a worker that has just died is reported by its exit.
    stdin.on('error', () => {})
    createInterface({ input: stdout }).on('line', (line) => this.#receive(line))
    const abort = () => this.#kill()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    this.#ended = this.#group.ended.then(async (how) => {
      signal?.removeEventListener('abort', abort)
      await this.#expiring
      if (signal?.aborted) this.#fail(new WorkerFailure('exited', 'the worker was stopped'))
      const forMemory = !this.#wasKilled && memoryKills() > this.#memoryKills
      this.#fail(ended(how, this.#stderr, forMemory, this.#lastKnown()))
      this.#record.close()
      if (this.#scratch !== undefined) endStrays((scratch) => scratch === this.#scratch, this.#started)
    })
  }

  /** End the process, and all that it started, at once. */
  async stop(): Promise<void> {
    this.#kill()
    await this.#ended
  }

  #kill(): void {
    const { pid } = this.#group.head
    if (!this.#wasKilled && pid !== undefined && this.#scratch !== undefined)
      this.#started = descendantsOf([pid])
    this.#wasKilled = true
    this.#group.kill()
  }

  /** It took too long: have it tell where it is, and end it. */
  async #expire(timeout: number): Promise<void> {
    const { pid } = this.#group.head
    const stopped = pid !== undefined && isStopped(pid)
    if (pid !== undefined && !stopped && this.#record.phase().name !== '') await this.#askWhere(pid)
    this.#fail(hung(timeout / 1000, stopped, this.#lastKnown()))
    this.#kill()
  }

  /** Have Python write its stack. Where it does not listen, nothing comes. */
  async #askWhere(pid: number): Promise<void> {
    try {
      process.kill(pid, 'SIGUSR2')
    } catch {
      return
    }
    for (let waited = 0; waited < lastWords; waited += lookEvery) {
      await sleep(lookEvery)
      // It is written line by line; this is the outermost, of the worker itself.
      if (this.#record.traceback().endsWith(' in <module>\n')) return
    }
  }

  #lastKnown(): LastKnown {
    const traceback = this.#record.traceback()
    const place = ownPlace(traceback, this.suite, this.#folders)
    return { phase: this.#record.phase(), request: this.#next - 1, traceback, place }
  }

  /** Ask for something, for so many milliseconds. Rejects with a {@link WorkerFailure}. */
  request(call: string, parameters: object, timeout: number): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure)
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#expiring ??= this.#expire(timeout)
      }, timeout)
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          done(value)
        }
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) })
      this.#requests.write(`${JSON.stringify({ id, call, parameters })}\n`)
    })
  }

  #receive(line: string): void {
    let answer: {
      id: number
      result?: unknown
      fault?: { kind: 'suite' | 'raised' | 'memory'; message: string; place: string; traceback: string }
    }
    try {
      answer = JSON.parse(line)
    } catch {
      this.#fail(
        new WorkerFailure('protocol', `the worker answered something else than JSON: ${line.slice(0, 80)}`),
      )
      this.#kill()
      return
    }
    const pending = this.#pending.get(answer.id)
    if (!pending) return
    this.#pending.delete(answer.id)
    if (answer.fault) {
      const { kind, message, place, traceback } = answer.fault
      pending.reject(new WorkerFailure(kind, place ? `${message} (${place})` : message, { traceback }))
    } else pending.resolve(answer.result)
  }

  #fail(failure: WorkerFailure): void {
    this.#failure ??= failure
    for (const { reject } of this.#pending.values()) reject(this.#failure)
    this.#pending.clear()
  }
}
