import { realpathSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { blocksOf } from '../catalogue/catalogue.ts'
import type { Sign } from '../files/seal.ts'
import { holds, listed, type PlannedBlock, planBlocks, staleness } from '../plan/plan.ts'
import { requiredPackages, withPackages } from '../plan/required-packages.ts'
import { describeMachine } from '../process/machine.ts'
import { sweepScratch } from '../process/scratch-folder.ts'
import { harness } from '../python/harness.ts'
import type { Standing } from '../run/loaded.ts'
import { type Origin, originHere, publicText } from '../run/public-text.ts'
import type { Block, Interpreter, Machine, Run, Skipped } from '../run/run.ts'
import { recordedLine, textLimits } from '../run/run-text.ts'
import { type FinishedProcess, Journal } from '../sampling/journal.ts'
import type { MeasureOptions } from '../sampling/measure-options.ts'
import { measureBlocks } from '../sampling/rounds.ts'
import { assembleBlock } from './assembly.ts'
import { changesSince, standingOf } from './still-current.ts'

export interface Measurement {
  run: Run
  /** Ids of blocks measured now, with the reason; those that failed are not among them. */
  measured: Map<string, string>
  /** Ids of blocks whose earlier samples still hold. */
  kept: string[]
}

/**
 * Measure the stale blocks of a catalogue in fresh workers and return the run.
 *
 * Processes go round the blocks, so that each block's observations are spread over the whole
 * measurement. A worker that fails costs its block one retry; a block that fails again is skipped,
 * with the reason, and the others go on. Rejects with the signal's reason when aborted: finished
 * processes stay in the journal and the next call takes them up.
 */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const started = new Date()
  await sweepScratch(options.workDirectory)
  const { version, hash } = harness()
  const machine = await describeMachine(options.workDirectory)
  const { interpreter, path: python } = options.interpreter
  const { benchmarks } = options.catalogue
  const journal = new Journal(options.journal, { maxAge: options.maxAge, sign: options.sign })
  const recorded = [...(options.previous?.blocks ?? []), ...journal.finished].map(({ loaded }) => loaded)
  const standing = await standingOf(python, options.root, recorded, requiredPackages(benchmarks))
  const { ready, skipped: unprovided } = withPackages(
    benchmarks,
    standing.packages,
    options.unavailable ?? {},
  )
  const blocks = planBlocks(blocksOf(ready), { harness: hash, machine, interpreter })

  const measured = new Map<string, string>()
  for (const block of blocks) {
    const wanted = options.only?.(block) ?? true
    const interrupted = journal.planned.get(block.id)?.key === block.key
    const stale = staleness(block, options.previous, standing, options.effort, started, options.maxAge)
    if (wanted && (stale || options.fresh || interrupted)) measured.set(block.id, stale ?? 'asked for')
  }

  const finished = new Map<string, FinishedProcess[]>()
  const failed = new Map<string, Skipped>()
  const due = blocks.filter((block) => measured.has(block.id))
  if (due.length > 0) {
    journal.plan(started.toISOString(), Object.fromEntries(due.map((block) => [block.id, block.key])))
    await measureUnchanged(due, standing, journal, options, finished, failed)
  }

  const origin = originHere([realpathSync(options.root), path.resolve(options.root)])
  const order = blocks.map((block) => block.id)
  const kept: Block[] = []
  for (const block of blocks) {
    const before = options.previous?.blocks.find(({ id }) => id === block.id)
    if (before && holds(block, before, standing) && !finished.has(block.id)) kept.push(before)
  }
  const fresh = due.flatMap((block) => {
    const processes = finished.get(block.id)
    return processes ? [assembleBlock(block, processes, origin)] : []
  })
  const before = options.previous?.skipped ?? []
  const untried = before.filter(({ id }) => order.includes(id) && !measured.has(id))
  const skipped = [...unprovided, ...untried, ...failed.values()].map((skip) => recordedSkip(skip, origin))
  const unchanged =
    due.length === 0 && options.previous?.blocks.length === kept.length && isDeepStrictEqual(before, skipped)
  const run: Run =
    unchanged && options.previous
      ? options.previous
      : {
          schema: 'rulebook.run/1',
          id: runId(interpreter, machine, started, options.previous),
          startedAt: started.toISOString(),
          duration: round((Date.now() - started.getTime()) / 1000),
          harness: { version, hash },
          machine,
          interpreter,
          blocks: [...kept, ...fresh].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
          skipped,
        }
  for (const id of failed.keys()) measured.delete(id)
  return { run, measured, kept: kept.map((block) => block.id) }
}

/**
 * Measure blocks. Those of which anything changed meanwhile, a package or a module that they loaded, are
 * measured once more, for their processes ran different things; where that happens again they fail.
 */
async function measureUnchanged(
  due: PlannedBlock[],
  standing: Standing,
  journal: Journal,
  options: MeasureOptions,
  finished: Map<string, FinishedProcess[]>,
  failed: Map<string, Skipped>,
): Promise<void> {
  const { root, suites } = options
  await measureBlocks(due, standing, journal, options, finished, failed)
  for (let left = 1; ; left--) {
    const measured = due.flatMap((block) => {
      const first = finished.get(block.id)?.[0]
      return first ? [{ block, loaded: first.loaded }] : []
    })
    const changes = await changesSince(measured, { python: options.interpreter.path, root, suites })
    if (changes.size === 0) return
    const changed = due.filter(({ id }) => changes.has(id))
    for (const { id, domain } of changed) {
      finished.delete(id)
      if (left > 0) continue
      const reason = `${listed(changes.get(id)!)} while it was measured`
      failed.set(id, { id, reason, fix: `run \`rulebook measure ${domain}\` when nothing changes it` })
    }
    if (left === 0) return
    journal.discard(new Set(changes.keys()))
    await measureBlocks(changed, standing, journal, options, finished, failed)
  }
}

/** What was skipped, fit to be published: reasons quote exceptions and installers, which say what they like. */
function recordedSkip({ id, reason, fix }: Skipped, origin: Origin): Skipped {
  const { fact, message } = textLimits
  return {
    id: recordedLine(id, fact),
    reason: recordedLine(publicText(reason, origin), message),
    fix: recordedLine(fix, message),
  }
}

/**
 * Forget the finished processes of `blocks` (ids), once a run that holds them is safely written. What
 * a measurement that was interrupted has done of other blocks is kept.
 */
export function forgetJournal(file: string, blocks: Iterable<string>, sign?: Sign): void {
  new Journal(file, { sign }).forget(new Set(blocks))
}

/** Names the run by interpreter, machine and second; the next second where the run before has this one. */
function runId(interpreter: Interpreter, machine: Machine, started: Date, previous: Run | null): string {
  const stamp = started.toISOString().replace(/[-:]|\.\d+/g, '')
  const { implementation, version } = interpreter
  const parts = [implementation.toLowerCase(), version, machine.os, machine.arch, stamp]
  // A version may hold what an id may not: `3.15.0a2+`.
  const id = parts.join('-').replaceAll(/[^a-z0-9.-]+/gi, '-')
  return id === previous?.id ? runId(interpreter, machine, new Date(started.getTime() + 1000), previous) : id
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
