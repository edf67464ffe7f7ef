import { randomInt } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { blocksOf, type Catalogue } from './catalogue.ts'
import { batchSeconds, type Effort } from './effort.ts'
import { harness } from './harness.ts'
import type { FoundInterpreter } from './interpreter.ts'
import { type FinishedProcess, Journal } from './journal.ts'
import { describeMachine, load, processorTime, stealBetween } from './machine.ts'
import { type PlannedBlock, planBlocks, staleness } from './plan.ts'
import type { Block, Interpreter, Machine, Run, Skipped } from './run.ts'
import { sampleProcess } from './sampler.ts'
import { stabilityWarnings } from './stability.ts'
import { type Calibration, Worker, WorkerFailure } from './worker.ts'

export interface MeasureOptions {
  /** Folder of the suites. */
  suites: string
  /** What the suites define; see `describeSuites`. */
  catalogue: Catalogue
  interpreter: FoundInterpreter
  /** The last local run, whose blocks are kept while they are fresh. */
  previous: Run | null
  /** File that finished processes are kept in until the run is complete. */
  journal: string
  /** Folder in which benchmarks may make files. */
  workDirectory: string
  effort: Effort
  /** Measure only the blocks for which this says true; all by default. */
  only?: (block: { id: string; domain: string }) => boolean
  /** Measure blocks whose samples still hold as well. */
  fresh?: boolean
  /** Seconds after which a block's samples are measured again. */
  maxAge: number
  /** Bytes of address space a worker may take. */
  memoryLimit?: number
  /** Milliseconds a worker may take for one request: a set-up with calibration, or a pass. */
  requestTimeout?: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

/** How far a measurement is, in processes. */
export interface Progress {
  done: number
  total: number
  /** The block that is being measured. */
  block: string
  /** Processes kept from an interrupted measurement. */
  resumed: number
}

export interface Measurement {
  run: Run
  /** Ids of blocks measured now, with the reason. */
  measured: Map<string, string>
  /** Ids of blocks whose earlier samples still hold. */
  kept: string[]
}

const defaultTimeout = 60_000
const defaultMemoryLimit = 8 * 2 ** 30

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
  await mkdir(options.workDirectory, { recursive: true })
  const { version, hash } = harness()
  const machine = await describeMachine(options.workDirectory)
  const packages = {}
  const interpreter = options.interpreter.interpreter
  const blocks = planBlocks(blocksOf(options.catalogue.benchmarks), {
    harnessHash: hash,
    machine,
    interpreter,
    packages,
  })

  const journal = new Journal(options.journal)
  const measured = new Map<string, string>()
  for (const block of blocks) {
    const wanted = options.only?.(block) ?? true
    const interrupted = journal.planned.get(block.id) === block.key
    const stale = staleness(block, options.previous, options.effort, started, options.maxAge)
    if (wanted && (stale || options.fresh || interrupted)) measured.set(block.id, stale ?? 'asked for')
  }

  const finished = new Map<string, FinishedProcess[]>()
  const skipped = new Map<string, Skipped>()
  const due = blocks.filter((block) => measured.has(block.id))
  if (due.length > 0) {
    journal.plan(started.toISOString(), Object.fromEntries(due.map((block) => [block.id, block.key])))
    await measureBlocks(due, journal, options, finished, skipped)
  }

  const kept: Block[] = []
  for (const block of blocks) {
    const before = options.previous?.blocks.find((b) => b.id === block.id && b.key === block.key)
    if (before && !finished.has(block.id)) kept.push(before)
  }
  const fresh = due.flatMap((block) => {
    const processes = finished.get(block.id)
    return processes ? [assembleBlock(block, processes)] : []
  })
  const unchanged = due.length === 0 && options.previous?.blocks.length === kept.length
  const order = blocks.map((block) => block.id)
  const run: Run =
    unchanged && options.previous
      ? options.previous
      : {
          schema: 'rulebook.run/1',
          id: runId(interpreter, machine, started),
          startedAt: started.toISOString(),
          duration: round((Date.now() - started.getTime()) / 1000),
          harness: { version, hash },
          machine,
          interpreter,
          packages,
          blocks: [...kept, ...fresh].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
          skipped: [...skipped.values()],
        }
  return { run, measured, kept: kept.map((block) => block.id) }
}

/** Remove what an interrupted measurement left; called once its run is safely written. */
export function forgetJournal(file: string): void {
  new Journal(file).remove()
}

async function measureBlocks(
  due: PlannedBlock[],
  journal: Journal,
  options: MeasureOptions,
  finished: Map<string, FinishedProcess[]>,
  skipped: Map<string, Skipped>,
): Promise<void> {
  const { effort } = options
  const retried = new Set<string>()
  let resumed = 0
  for (const block of due) {
    const usable = journal
      .processes(block.id, block.key)
      .filter((p) => Object.values(p.samples).every((passes) => passes.length >= effort.passes))
      .slice(0, effort.processes)
    finished.set(block.id, usable)
    resumed += usable.length
  }
  const total = due.length * effort.processes
  let done = resumed
  for (let round = 0; round < effort.processes; round++) {
    for (const block of shuffle(due)) {
      const processes = finished.get(block.id)
      if (!processes || processes.length > round) continue
      options.onProgress?.({ done, total, block: block.id, resumed })
      const outcome = await attempt(block, processes, retried, options)
      if (outcome instanceof WorkerFailure) {
        done += effort.processes - processes.length
        finished.delete(block.id)
        skipped.set(block.id, { id: block.id, reason: outcome.message, fix: fixFor(outcome, block) })
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
      return await runProcess(block, earlier[0]?.calibration ?? {}, options)
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!(error instanceof WorkerFailure)) throw error
      if (retried.has(block.id)) return error
      retried.add(block.id)
    }
  }
}

/** Start a fresh worker with its own hash seed and environment size, and take all its passes. */
async function runProcess(
  block: PlannedBlock,
  calibration: Record<string, Calibration>,
  options: MeasureOptions,
): Promise<FinishedProcess> {
  const startedAt = new Date()
  const before = processorTime()
  const startLoad = load()
  const hashSeed = randomInt(2 ** 32)
  const environmentPadding = randomInt(4096)
  const timeout = options.requestTimeout ?? defaultTimeout
  const worker = new Worker({
    python: options.interpreter.path,
    directory: options.workDirectory,
    hashSeed,
    environmentPadding,
    memoryLimit: options.memoryLimit ?? defaultMemoryLimit,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  try {
    const suite = path.resolve(options.suites, `${block.domain}.py`)
    const opened = await worker.open(suite, block.name, hashSeed, batchSeconds, calibration, timeout)
    const names = block.members.map((member) => member.id.split('/')[1]!)
    const samples = await sampleProcess(worker, names, options.effort, timeout)
    await worker.close()
    return {
      block: block.id,
      key: block.key,
      process: {
        hashSeed,
        environmentPadding,
        startedAt: startedAt.toISOString(),
        duration: round((Date.now() - startedAt.getTime()) / 1000),
        gc: !block.members.every((member) => member.raw),
        load: startLoad,
        steal: stealBetween(before, processorTime()),
      },
      clockResolution: opened.clockResolution,
      calibration: opened.calibration,
      samples,
    }
  } finally {
    await worker.stop()
  }
}

function assembleBlock(block: PlannedBlock, processes: FinishedProcess[]): Block {
  const measured = block.members.map((member) => {
    const name = member.id.split('/')[1]!
    const { loops, unroll } = processes[0]!.calibration[name]!
    return {
      member,
      loops,
      unroll,
      samples: processes.map((process) => process.samples[name]!.map(roundSample)),
    }
  })
  const warnings = stabilityWarnings(
    measured.map(({ member, loops, unroll, samples }) => ({
      id: member.id,
      samples,
      operations: loops * unroll,
    })),
    processes[0]!.clockResolution,
  )
  const benchmarks = measured.map(({ member, loops, unroll, samples }) => ({
    id: member.id,
    unit: member.unit,
    kind: member.kind,
    doc: member.doc,
    setup: member.setup,
    statement: member.statement,
    raw: member.raw,
    sourceHash: member.sourceHash,
    loops,
    unroll,
    samples,
    warnings: warnings.get(member.id) ?? [],
  }))
  const finishedAt = processes.map((p) => Date.parse(p.process.startedAt) + p.process.duration * 1000)
  return {
    id: block.id,
    key: block.key,
    measuredAt: new Date(Math.max(...finishedAt)).toISOString(),
    passes: Math.min(...processes.map((p) => Object.values(p.samples)[0]!.length)),
    processes: processes.map((process) => process.process),
    benchmarks,
  }
}

/** Samples are kept to five digits, far below any noise, in memory as on disk: both give the same figures. */
function roundSample(sample: number | null): number | null {
  return sample === null ? null : Number(sample.toPrecision(5))
}

function fixFor(failure: WorkerFailure, block: PlannedBlock): string {
  const again = `\`rulebook measure ${block.domain}\``
  const suite = `suites/python/${block.domain}.py`
  switch (failure.kind) {
    case 'suite':
    case 'raised':
      return `mend the block ${block.name} in ${suite}, then run ${again}`
    case 'timeout':
      return `make the statement of block ${block.name} in ${suite} shorter, then run ${again}`
    case 'exited':
    case 'protocol':
      return `look for what ends the process in block ${block.name} of ${suite}, then run ${again}`
  }
}

function runId(interpreter: Interpreter, machine: Machine, started: Date): string {
  const stamp = started.toISOString().replace(/[-:]|\.\d+/g, '')
  return `${interpreter.implementation.toLowerCase()}-${interpreter.version}-${machine.os}-${machine.arch}-${stamp}`
}

function shuffle<T>(items: T[]): T[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
