import { randomInt } from 'node:crypto'
import path from 'node:path'
import { importFolders } from '../catalogue/catalogue.ts'
import { batchSeconds, samplingFor } from '../effort/effort.ts'
import { planPasses } from '../effort/pass-plan.ts'
import type { PlannedBlock } from '../plan/plan.ts'
import { labelsOf } from '../plan/uses.ts'
import { load, processorTime, stealBetween } from '../process/machine.ts'
import { memoryCap } from '../process/memory-limit.ts'
import { withScratch } from '../process/scratch-folder.ts'
import { type Examination, examinedBy } from '../run/examination.ts'
import type { Loaded } from '../run/run.ts'
import { Worker } from '../worker/worker.ts'
import { WorkerFailure } from '../worker/worker-failure.ts'
import { comparedAlone, longestCompared } from './contamination.ts'
import type { FinishedProcess } from './journal.ts'
import type { MeasureOptions } from './measure-options.ts'
import { sampleProcess } from './sampler.ts'

const defaultTimeout = 60_000

/** Start a fresh worker with its own hash seed, environment size and scratch folder, and take all its passes. */
export function runProcess(
  block: PlannedBlock,
  earlier: FinishedProcess[],
  options: MeasureOptions,
): Promise<FinishedProcess> {
  return withScratch(options.workDirectory, (scratch) => runIn(scratch, block, earlier, options))
}

async function runIn(
  scratch: string,
  block: PlannedBlock,
  earlier: FinishedProcess[],
  options: MeasureOptions,
): Promise<FinishedProcess> {
  const startedAt = new Date()
  const before = processorTime()
  const startLoad = load()
  const hashSeed = randomInt(2 ** 32)
  const environmentPadding = randomInt(4096)
  const timeout = options.requestTimeout ?? defaultTimeout
  const worker = await Worker.start({
    python: options.interpreter.path,
    folders: importFolders(options.suites, options.pythonPath),
    directory: scratch,
    hashSeed,
    environmentPadding,
    memoryLimit: options.memoryLimit ?? memoryCap(),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  try {
    const suite = path.resolve(options.suites, `${block.domain}.py`)
    const names = block.members.map((member) => member.id.split('/')[1]!)
    const known = earlier[0]?.loops ?? {}
    const alone = options.effort.compares ? comparedAlone(block, earlier) : []
    const what = examinedBy(block, earlier)
    const examination: Examination =
      what.statements || what.results
        ? await worker.examine(suite, names, what, timeout)
        : { found: {}, resultSeconds: 0 }
    const opened = await worker.open(suite, names, hashSeed, batchSeconds, known, alone, timeout)
    const { passSeconds, setupSeconds } = earlier[0] ?? opened
    const sampling = samplingFor(options.effort, block.kind, { passSeconds, setupSeconds })
    const samples = await sampleProcess(worker, labelsOf(block.members), planPasses(sampling), timeout)
    const compares = alone.length > 0 && passSeconds < longestCompared
    const contamination = compares ? await worker.compare(timeout) : {}
    const loaded = earlier[0]?.loaded ?? (await loadedBy(worker, block, options.root, timeout))
    const { gc, inRow } = await worker.close(timeout)
    return {
      block: block.id,
      key: block.key,
      loaded,
      process: {
        // They start isolated, so that no variable of the environment reaches them.
        hashSeed: block.kind === 'fresh' ? null : hashSeed,
        environmentPadding,
        startedAt: startedAt.toISOString(),
        duration: round((Date.now() - startedAt.getTime()) / 1000),
        gc,
        load: startLoad,
        steal: stealBetween(before, processorTime()),
      },
      clockResolution: opened.clockResolution,
      loops: opened.loops,
      passSeconds,
      setupSeconds,
      setups: sampling.setups,
      contamination,
      inRow,
      samples,
      examination,
    }
  } finally {
    await worker.stop()
  }
}

/**
 * What the block has loaded, after sampling. Throws a WorkerFailure where its suite is no longer the one that
 * the catalogue has.
 */
async function loadedBy(worker: Worker, block: PlannedBlock, root: string, timeout: number): Promise<Loaded> {
  const { sources, ...loaded } = await worker.loaded(root, timeout)
  for (const { id, sourceHash } of block.members) {
    if (sources[id.split('/')[1]!] === sourceHash) continue
    throw new WorkerFailure('suite', `${block.domain}.py changed while it was measured`)
  }
  return loaded
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
