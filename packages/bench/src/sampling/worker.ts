import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { type Examination, examinationSchema } from '../examination.ts'
import { workerFile } from '../harness.ts'
import { recordedVersions, type SourceHashes, type Standing } from '../loaded.ts'
import { type Ended, ProcessGroup } from '../process-group.ts'
import type { Loaded } from '../run.ts'
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
  /** Working directory, where benchmarks may make files. */
  directory?: string
  /** Absolute paths of folders in which suites find modules that are nowhere else. */
  folders?: string[]
  signal?: AbortSignal
}

/** A block that is ready to be sampled. */
export interface Opened {
  /** Seconds. */
  clockResolution: number
  /** Iterations of a batch, by member and use; see `labelsOf`. */
  loops: Record<string, number>
  /** Duration of a pass; 0 where it was not taken. */
  passSeconds: number
  /** Duration of tearing the benchmarks down and setting them up anew; 0 where it was not taken. */
  setupSeconds: number
}

/** What a worker says at its end. */
interface Closed {
  gc: boolean
  inRow: Record<string, number>
}

/** Most characters of a worker's stderr that are kept for messages. */
const stderrTail = 2000

/** Environment for a worker: the caller's, less what would change how Python starts or takes memory. */
function workerEnvironment(options: WorkerOptions): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(PYTHON|MALLOC_|GLIBC_TUNABLES$)/.test(name)) environment[name] = value
  }
  environment.PYTHONHASHSEED = String(options.hashSeed ?? 0)
  environment.PYTHONUTF8 = '1'
  environment.RULEBOOK_MEMORY_LIMIT = String(options.memoryLimit ?? 0)
  environment.RULEBOOK_PADDING = 'x'.repeat(options.environmentPadding ?? 0)
  return environment
}

/** A Python worker process that answers one request at a time. */
export class Worker {
  readonly #group: ProcessGroup
  readonly #folders: string[]
  readonly #requests: Writable
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #next = 1
  #failure: WorkerFailure | null = null
  #stderr = ''

  /** Start a worker. One that cannot be started fails what it is asked. */
  static async start(options: WorkerOptions): Promise<Worker> {
    const group = await ProcessGroup.start(options.python, ['-s', workerFile], {
      env: workerEnvironment(options),
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
    })
    return new Worker(group, options)
  }

  private constructor(group: ProcessGroup, { folders = [], signal }: WorkerOptions) {
    this.#group = group
    this.#folders = folders
    const { stdin, stdout, stderr } = this.#group.head
    this.#requests = stdin
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrTail)
    })
    // Writing to a worker that has just died is reported by its exit.
    stdin.on('error', () => {})
    createInterface({ input: stdout }).on('line', (line) => this.#receive(line))
    const abort = () => this.#group.kill()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    this.#group.ended.then((ended) => {
      signal?.removeEventListener('abort', abort)
      const how = signal?.aborted ? 'was stopped' : howItEnded(ended)
      const said = this.#stderr.trim().split('\n').slice(-3).join(' / ')
      this.#fail(new WorkerFailure('exited', `the worker ${how}${said ? `: ${said}` : ''}`))
    })
  }

  /** The entries of a suite's catalogue, as the suite says them, and its hashes. Nothing of it is run. */
  async describe(suite: string): Promise<{ entries: unknown; source: SourceHashes }> {
    return (await this.#request('describe', { suite }, 30_000)) as Awaited<ReturnType<Worker['describe']>>
  }

  /** What stands now of packages, by name, and of modules, by path from `root`. */
  async standing(root: string, packages: string[], modules: string[]): Promise<Standing> {
    const parameters = { root: path.resolve(root), packages, modules }
    const found = (await this.#request('standing', parameters, 60_000)) as Standing
    return { ...found, packages: recordedVersions(found.packages) }
  }

  /**
   * What is wrong with what the statements of a block do. Before it is opened: the worker runs nothing of
   * the suite for it, but processes forked from it do.
   */
  async examine(
    suite: string,
    names: string[],
    what: { statements: boolean; results: boolean },
    timeout: number,
  ): Promise<Examination> {
    const parameters = { suite, folders: this.#folders, names, timeout: (0.8 * timeout) / 1000, ...what }
    return examinationSchema.parse(await this.#request('examine', parameters, timeout))
  }

  /**
   * Set up benchmarks of a block and find out how many loops a batch needs, or vary those of another
   * process (`loops`, empty for none). Those in `alone` are made ready to be compared with what they cost alone.
   */
  async open(
    suite: string,
    names: string[],
    seed: number,
    batch: number,
    loops: Record<string, number>,
    alone: string[],
    timeout: number,
  ): Promise<Opened> {
    // The worker's own limits come first, for it can tell what hung.
    const parameters = {
      suite,
      folders: this.#folders,
      names,
      seed,
      batch,
      timeout: (0.8 * timeout) / 1000,
      loops,
      alone,
    }
    return (await this.#request('open', parameters, timeout)) as Awaited<ReturnType<Worker['open']>>
  }

  /** One pass: `[name, cost per operation]` in the order taken. */
  async sample(timeout: number): Promise<[string, number][]> {
    return (await this.#request('sample', {}, timeout)) as [string, number][]
  }

  /** Tear the benchmarks down and set them up anew, at other places in memory. */
  async renew(timeout: number): Promise<void> {
    await this.#request('renew', {}, timeout)
  }

  /** Natural logarithms of cost in the block over cost alone, by name, one a round. */
  async compare(timeout: number): Promise<Record<string, number[]>> {
    return (await this.#request('compare', {}, timeout)) as Record<string, number[]>
  }

  /** What the open block has loaded of packages and of modules below `root`; hashes of its members' sources. */
  async loaded(root: string, timeout: number): Promise<Loaded & { sources: Record<string, string> }> {
    // The worker's own folder is another.
    const parameters = { root: path.resolve(root) }
    const told = (await this.#request('loaded', parameters, timeout)) as Awaited<ReturnType<Worker['loaded']>>
    return { ...told, packages: recordedVersions(told.packages) }
  }

  /**
   * Run the teardowns and end the process; a worker that does not end is killed. Answers whether the
   * garbage collector was on while sampling, and natural logarithms of what cheap members cost among copies
   * of themselves over what they cost alone in a loop.
   */
  async close(timeout = 10_000): Promise<Closed> {
    try {
      return (await this.#request('close', {}, timeout)) as Closed
    } finally {
      await this.stop()
    }
  }

  /** End the process, and all that it started, at once. */
  async stop(): Promise<void> {
    this.#group.kill()
    await this.#group.ended
  }

  #request(call: string, parameters: object, timeout: number): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure)
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(new WorkerFailure('timeout', `the worker gave no answer within ${timeout / 1000} s`))
        this.#group.kill()
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
      fault?: { kind: 'suite' | 'raised'; message: string; place: string; traceback: string }
    }
    try {
      answer = JSON.parse(line)
    } catch {
      this.#fail(
        new WorkerFailure('protocol', `the worker answered something else than JSON: ${line.slice(0, 80)}`),
      )
      this.#group.kill()
      return
    }
    const pending = this.#pending.get(answer.id)
    if (!pending) return
    this.#pending.delete(answer.id)
    if (answer.fault) {
      const { kind, message, place, traceback } = answer.fault
      pending.reject(new WorkerFailure(kind, place ? `${message} (${place})` : message, traceback))
    } else pending.resolve(answer.result)
  }

  #fail(failure: WorkerFailure): void {
    this.#failure ??= failure
    for (const { reject } of this.#pending.values()) reject(this.#failure)
    this.#pending.clear()
  }
}

function howItEnded({ code, signal, failure }: Ended): string {
  if (failure) return `could not be started: ${failure.message}`
  return signal ? `was ended by ${signal}` : `exited with code ${code}`
}
