import { Bench } from 'tinybench'
import type { PlannedPass } from '../effort/pass-plan.ts'
import type { Worker } from '../worker/worker.ts'
import { WorkerFailure } from '../worker/worker-failure.ts'

/** Samples of one process: cost per operation by benchmark and use, in the order of the passes. */
export type ProcessSamples = Record<string, (number | null)[]>

/**
 * Sample the open block of a worker, pass by pass, with tinybench: a `Bench` a block, a task a
 * benchmark in one of its uses. Each task asks for its sample; when all tasks of the pass have asked, one request goes
 * to the worker, so that the members of a pass lie within milliseconds of each other.
 *
 * A pass that is planned after a new set-up waits for it. The log kept here is what counts, not
 * tinybench's statistics: those come back sorted, and a pass must stay together. Throws
 * {@link WorkerFailure} when the worker does.
 */
export async function sampleProcess(
  worker: Pick<Worker, 'sample' | 'renew'>,
  names: string[],
  plan: PlannedPass[],
  timeout: number,
): Promise<ProcessSamples> {
  const log: ProcessSamples = Object.fromEntries(names.map((name) => [name, []]))
  const passes = new PassGate(worker, names.length, plan, timeout)
  const bench = new Bench({
    concurrency: 'bench',
    // tinybench counts overridden durations as time spent, so the iterations alone decide.
    time: 0,
    iterations: plan.length,
    warmup: false,
    throws: true,
  })
  for (const name of names) {
    let pass = 0
    bench.add(name, async () => {
      const sample = validSample((await passes.join()).get(name))
      if (plan[pass++]!.kept) log[name]!.push(sample)
      // tinybench takes milliseconds, and silently records the round trip for anything but a number ≥ 0.
      return { overriddenDuration: Math.max(0, sample ?? 0) * 1000 }
    })
  }
  await bench.run()
  const kept = plan.filter((pass) => pass.kept).length
  for (const name of names) {
    if (log[name]!.length !== kept) {
      throw new WorkerFailure('protocol', `${name} was sampled ${log[name]!.length} times, not ${kept}`)
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
  readonly #worker: Pick<Worker, 'sample' | 'renew'>
  readonly #members: number
  readonly #plan: PlannedPass[]
  readonly #timeout: number
  #waiting = 0
  #taken = 0
  #pass = new Pass()

  constructor(
    worker: Pick<Worker, 'sample' | 'renew'>,
    members: number,
    plan: PlannedPass[],
    timeout: number,
  ) {
    this.#worker = worker
    this.#members = members
    this.#plan = plan
    this.#timeout = timeout
  }

  join(): Promise<Map<string, unknown>> {
    const pass = this.#pass
    this.#waiting++
    if (this.#waiting === this.#members) {
      this.#waiting = 0
      this.#pass = new Pass()
      this.#take().then(
        (samples) => pass.resolve(new Map(samples)),
        (error) => pass.reject(error),
      )
    }
    return pass.promise
  }

  async #take(): Promise<[string, number][]> {
    if (this.#plan[this.#taken++]!.renew) await this.#worker.renew(this.#timeout)
    return this.#worker.sample(this.#timeout)
  }
}
