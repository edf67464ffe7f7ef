// Processes of this harness, for benchmarks chosen freely and sampled as planned.
import { batchSeconds, samplingFor } from '../../packages/bench/dist/effort/effort.js'
import { planPasses } from '../../packages/bench/dist/effort/pass-plan.js'
import { sampleProcess } from '../../packages/bench/dist/sampling/sampler.js'
import { Worker } from '../../packages/bench/dist/worker/worker.js'

/** Milliseconds that a worker may take to answer. */
const timeout = 60_000

/**
 * Samples of one process by benchmark name, and what the worker answered when it opened. `plan` makes
 * the passes from that; `seed` is its hash seed and its order.
 */
export async function sampleOnce({ python, directory, suite, names, seed, batch, loops = {}, plan }) {
  const worker = await Worker.start({ python, hashSeed: seed, directory })
  try {
    const opened = await worker.open(suite, names, seed, batch, loops, [], timeout)
    const samples = await sampleProcess(worker, names, plan(opened), timeout)
    await worker.close()
    return { samples, opened }
  } finally {
    await worker.stop()
  }
}

/**
 * Samples one process after the other, by seed, as this harness does with an effort: all with about the loops
 * of the first.
 */
export function sampler(lab, suite, names, kind, effort) {
  let first
  return async (seed) => {
    const { samples, opened } = await sampleOnce({
      ...lab,
      suite,
      names,
      seed,
      batch: batchSeconds,
      loops: first?.loops,
      plan: (opened) => planPasses(samplingFor(effort, kind, first ?? opened)),
    })
    first ??= opened
    return samples
  }
}
