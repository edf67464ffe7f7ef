import path from 'node:path'
import { type Examination, examinationSchema } from '../run/examination.ts'
import { recordedVersions, type SourceHashes, type Standing } from '../run/loaded.ts'
import type { Loaded } from '../run/run.ts'
import { WorkerChannel, type WorkerOptions } from './worker-channel.ts'

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

/** Milliseconds in which a suite is to be read. */
const defaultDescription = 30_000

/** What a worker can be asked. */
export class Worker {
  readonly #channel: WorkerChannel
  readonly #folders: string[]

  /** Start a worker. One that cannot be started fails what it is asked. */
  static async start(options: WorkerOptions): Promise<Worker> {
    return new Worker(await WorkerChannel.start(options), options.folders ?? [])
  }

  private constructor(channel: WorkerChannel, folders: string[]) {
    this.#channel = channel
    this.#folders = folders
  }

  /** The entries of a suite's catalogue, as the suite says them, and its hashes. Nothing of it is run. */
  async describe(
    suite: string,
    timeout = defaultDescription,
  ): Promise<{ entries: unknown; source: SourceHashes }> {
    this.#channel.suite = suite
    return (await this.#channel.request('describe', { suite }, timeout)) as Awaited<
      ReturnType<Worker['describe']>
    >
  }

  /** What stands now of packages, by name, and of modules, by path from `root`. */
  async standing(root: string, packages: string[], modules: string[]): Promise<Standing> {
    const parameters = { root: path.resolve(root), packages, modules }
    const found = (await this.#channel.request('standing', parameters, 60_000)) as Standing
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
    this.#channel.suite = suite
    const parameters = { suite, folders: this.#folders, names, timeout: (0.8 * timeout) / 1000, ...what }
    return examinationSchema.parse(await this.#channel.request('examine', parameters, timeout))
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
    this.#channel.suite = suite
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
    return (await this.#channel.request('open', parameters, timeout)) as Awaited<ReturnType<Worker['open']>>
  }

  /** One pass: `[name, cost per operation]` in the order taken. */
  async sample(timeout: number): Promise<[string, number][]> {
    return (await this.#channel.request('sample', {}, timeout)) as [string, number][]
  }

  /** Tear the benchmarks down and set them up anew, at other places in memory. */
  async renew(timeout: number): Promise<void> {
    await this.#channel.request('renew', {}, timeout)
  }

  /** Natural logarithms of cost in the block over cost alone, by name, one a round. */
  async compare(timeout: number): Promise<Record<string, number[]>> {
    return (await this.#channel.request('compare', {}, timeout)) as Record<string, number[]>
  }

  /** What the open block has loaded of packages and of modules below `root`; hashes of its members' sources. */
  async loaded(root: string, timeout: number): Promise<Loaded & { sources: Record<string, string> }> {
    // The worker's own folder is another.
    const parameters = { root: path.resolve(root) }
    const told = (await this.#channel.request('loaded', parameters, timeout)) as Awaited<
      ReturnType<Worker['loaded']>
    >
    return { ...told, packages: recordedVersions(told.packages) }
  }

  /**
   * Run the teardowns and end the process; a worker that does not end is killed. Answers whether the
   * garbage collector was on while sampling, and natural logarithms of what cheap members cost among copies
   * of themselves over what they cost alone in a loop.
   */
  async close(timeout = 10_000): Promise<Closed> {
    try {
      return (await this.#channel.request('close', {}, timeout)) as Closed
    } finally {
      await this.stop()
    }
  }

  /** End the process, and all that it started, at once. */
  async stop(): Promise<void> {
    await this.#channel.stop()
  }
}
