import { randomInt } from 'node:crypto'
import { type Pace, samplingFor } from '../effort/effort.ts'

import type { PlannedBlock } from '../plan/plan.ts'
import { loadedChanges, type Standing } from '../run/loaded.ts'
import type { Skipped } from '../run/run.ts'
import { fixFor } from '../worker/failure-fix.ts'
import { WorkerFailure } from '../worker/worker-failure.ts'
import { wantsAnother } from './disturbance.ts'
import type { FinishedProcess, Journal } from './journal.ts'
import type { MeasureOptions } from './measure-options.ts'
import { runProcess } from './worker-process.ts'

/**
 * Measure blocks in rounds of one process each, until each has as many as the effort wants, not
 * counting those that the machine disturbed. Fills `finished` and `failed`, by block id: a block is
 * in one of them in the end. What an interrupted measurement finished is gone on with where all that it loaded
 * stands as it did.
 */
export async function measureBlocks(
  due: PlannedBlock[],
  standing: Standing,
  journal: Journal,
  options: MeasureOptions,
  finished: Map<string, FinishedProcess[]>,
  failed: Map<string, Skipped>,
): Promise<void> {
  const unknown: Pace = { passSeconds: 0, setupSeconds: 0 }
  const samplingOf = (block: PlannedBlock, pace: Pace) => samplingFor(options.effort, block.kind, pace)
  /** Processes that blocks still lack, by id; those that lack none are not in it. */
  const lacking = new Map<string, number>()
  const count = (block: PlannedBlock) => {
    const taken = finished.get(block.id) ?? []
    const { processes } = samplingOf(block, taken[0] ?? unknown)
    const samples = taken.map((process) => process.samples)
    if (finished.has(block.id) && wantsAnother(samples, processes)) {
      lacking.set(block.id, Math.max(processes - taken.length, 1))
    } else lacking.delete(block.id)
  }

  for (const block of due) {
    const usable = journal.processes(block).filter(({ samples, setups, ...pace }) => {
      const sampling = samplingOf(block, pace)
      return (
        loadedChanges(pace.loaded, standing).length === 0 &&
        setups >= sampling.setups &&
        Object.values(samples).every((taken) => taken.length >= sampling.passes)
      )
    })
    finished.set(block.id, usable)
    count(block)
  }
  const resumed = [...finished.values()].reduce((sum, processes) => sum + processes.length, 0)
  const retried = new Set<string>()
  /** Why blocks cannot be set up, by id, that have not been tried. */
  const hanging = new Map<string, WorkerFailure>()
  let done = resumed
  const progress = (block: string) => {
    const total = done + [...lacking.values()].reduce((sum, processes) => sum + processes, 0)
    options.onProgress?.({ done, total, block, resumed })
  }
  while (lacking.size > 0) {
    for (const block of shuffle(due.filter(({ id }) => lacking.has(id)))) {
      const processes = finished.get(block.id)!
      progress(block.id)
      const outcome = hanging.get(block.id) ?? (await attempt(block, processes, retried, options))
      if (outcome instanceof WorkerFailure) {
        finished.delete(block.id)
        options.onFailure?.(block.id, outcome.traceback)
        failed.set(block.id, { id: block.id, reason: outcome.message, fix: fixFor(outcome, block) })
        // It would hang in each of its blocks, for as long as it is let.
        if (neverImported(outcome)) {
          const same = due.filter(({ domain, kind }) => domain === block.domain && kind !== 'fresh')
          for (const { id } of same) hanging.set(id, outcome)
        }
      } else {
        journal.add(outcome)
        processes.push(outcome)
        done++
      }
      count(block)
    }
  }
  progress('')
}

/** Does the import of its suite not end? */
function neverImported({ kind, phase }: WorkerFailure): boolean {
  return kind === 'timeout' && phase?.name === 'importing'
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
