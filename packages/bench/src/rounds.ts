import { randomInt } from 'node:crypto'
import { type Pace, samplingFor } from './effort.ts'
import type { FinishedProcess, Journal } from './journal.ts'
import type { MeasureOptions } from './measurement.ts'
import type { PlannedBlock } from './plan.ts'
import type { Skipped } from './run.ts'
import { WorkerFailure } from './worker.ts'
import { fixFor, runProcess } from './worker-process.ts'

/** How far a measurement is, in processes. */
export interface Progress {
  done: number
  total: number
  /** The block that is being measured. */
  block: string
  /** Processes kept from an interrupted measurement. */
  resumed: number
}

/**
 * Measure blocks in rounds of one process each. Fills `finished` and `failed`, by block id: a block
 * is in one of them in the end.
 */
export async function measureBlocks(
  due: PlannedBlock[],
  journal: Journal,
  options: MeasureOptions,
  finished: Map<string, FinishedProcess[]>,
  failed: Map<string, Skipped>,
): Promise<void> {
  const samplingOf = (block: PlannedBlock, pace: Pace) => samplingFor(options.effort, block.kind, pace)
  const processesOf = (block: PlannedBlock) =>
    samplingOf(block, { passSeconds: 0, setupSeconds: 0 }).processes
  const retried = new Set<string>()
  let resumed = 0
  for (const block of due) {
    const usable = journal
      .processes(block.id, block.key)
      .filter(({ samples, setups, ...pace }) => {
        const sampling = samplingOf(block, pace)
        return (
          setups >= sampling.setups &&
          Object.values(samples).every((taken) => taken.length >= sampling.passes)
        )
      })
      .slice(0, processesOf(block))
    finished.set(block.id, usable)
    resumed += usable.length
  }
  const total = due.reduce((sum, block) => sum + processesOf(block), 0)
  let done = resumed
  for (let round = 0; round < Math.max(...due.map(processesOf)); round++) {
    for (const block of shuffle(due)) {
      const processes = finished.get(block.id)
      if (!processes || processes.length > round || round >= processesOf(block)) continue
      options.onProgress?.({ done, total, block: block.id, resumed })
      const outcome = await attempt(block, processes, retried, options)
      if (outcome instanceof WorkerFailure) {
        done += processesOf(block) - processes.length
        finished.delete(block.id)
        failed.set(block.id, { id: block.id, reason: outcome.message, fix: fixFor(outcome, block) })
      } else {
        journal.add(outcome)
        processes.push(outcome)
        done++
      }
    }
  }
  options.onProgress?.({ done: total, total, block: '', resumed })
}

/** One process of a block, with the block's one retry; the failure when that is spent. */
async function attempt(
  block: PlannedBlock,
  earlier: FinishedProcess[],
  retried: Set<string>,
  options: MeasureOptions,
): Promise<FinishedProcess | WorkerFailure> {
  for (;;) {
    try {
      return await runProcess(block, earlier, options)
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!(error instanceof WorkerFailure)) throw error
      if (retried.has(block.id)) return error
      retried.add(block.id)
    }
  }
}

function shuffle<T>(items: T[]): T[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled
}
