import { Bench } from 'tinybench'
import type { Sampling } from './effort.ts'
import { type Worker, WorkerFailure } from './worker.ts'

/** Samples of one process: cost per operation by benchmark name, in the order of the passes. */
export type ProcessSamples = Record<string, (number | null)[]>

/**
 * Sample the open block of a worker, pass by pass, with tinybench: a `Bench` a block, a task a
 * benchmark. Each task asks for its sample; when all tasks of the pass have asked, one request goes
 * to the worker, so that the members of a pass lie within milliseconds of each other.
 *
 * The log kept here is what counts, not tinybench's statistics: those come back sorted, and a pass
 * must stay together. Throws {@link WorkerFailure} when the worker does.
 */
export async function sampleProcess(
  worker: Pick<Worker, 'sample'>,
  names: string[],
  sampling: Pick<Sampling, 'passes' | 'warmupPasses'>,
  timeout: number,
): Promise<ProcessSamples> {
  const log: ProcessSamples = Object.fromEntries(names.map((name) => [name, []]))
  const passes = new PassGate(worker, names.length, timeout)
  const bench = new Bench({
    concurrency: 'bench',
    // tinybench counts overridden durations as time spent, so the iterations alone decide.
    time: 0,
    iterations: sampling.warmupPasses + sampling.passes,
    warmup: false,
    throws: true,
  })
  for (const name of names) {
    let pass = 0
    bench.add(name, async () => {
      const sample = validSample((await passes.join()).get(name))
      if (pass++ >= sampling.warmupPasses) log[name]!.push(sample)
      // tinybench takes milliseconds, and silently records the round trip for anything but a number ≥ 0.
      return { overriddenDuration: Math.max(0, sample ?? 0) * 1000 }
    })
  }
  await bench.run()
  for (const name of names) {
    if (log[name]!.length !== sampling.passes) {
      throw new WorkerFailure(
        'protocol',
        `${name} was sampled ${log[name]!.length} times, not ${sampling.passes}`,
      )
    }
  }
  return log
}

/** A finite cost per operation, or `null`: a sample that is not one is missing, never guessed. */
function validSample(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The promise of one pass's samples, with its handles (`Promise.withResolvers` needs Node 22). */
class Pass {
  resolve!: (samples: Map<string, unknown>) => void
  reject!: (error: unknown) => void
  readonly promise = new Promise<Map<string, unknown>>((resolve, reject) => {
    this.resolve = resolve
    this.reject = reject
  })
}

/** Holds every task until all have asked, then asks the worker once. */
class PassGate {
  readonly #worker: Pick<Worker, 'sample'>
  readonly #members: number
  readonly #timeout: number
  #waiting = 0
  #pass = new Pass()

  constructor(worker: Pick<Worker, 'sample'>, members: number, timeout: number) {
    this.#worker = worker
    this.#members = members
    this.#timeout = timeout
  }

  join(): Promise<Map<string, unknown>> {
    const pass = this.#pass
    this.#waiting++
    if (this.#waiting === this.#members) {
      this.#waiting = 0
      this.#pass = new Pass()
      this.#worker.sample(this.#timeout).then(
        (samples) => pass.resolve(new Map(samples)),
        (error) => pass.reject(error),
      )
    }
    return pass.promise
  }
}
