import { closeSync, constants, fstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { IrregularFile, kindOf, readRegularFile } from '../files/regular-file.ts'
import { type Sign, sealed, unsealed } from '../files/seal.ts'
import { replaceFile } from '../files/whole-file.ts'
import type { PlannedBlock } from '../plan/plan.ts'
import { labelsOf } from '../plan/uses.ts'
import { examinationSchema } from '../run/examination.ts'
import { loadedSchema, processSchema } from '../run/run.ts'

const plannedSchema = z.object({
  type: z.literal('planned'),
  startedAt: z.iso.datetime(),
  /** Keys of the blocks that the measurement set out to measure. */
  blocks: z.record(z.string(), z.string()),
})

const finishedSchema = z.object({
  type: z.literal('process'),
  block: z.string(),
  key: z.string(),
  process: processSchema,
  /** What the block loaded, in its first process. */
  loaded: loadedSchema,
  clockResolution: z.number(),
  /** Iterations of the timed loop per batch, by member and use; see `labelsOf`. */
  loops: z.record(z.string(), z.int().positive()),
  /** Seconds that a pass, and setting up anew, takes, as calibrated; 0 where it plays no part. */
  passSeconds: z.number(),
  setupSeconds: z.number(),
  /** Times that the block was set up. */
  setups: z.int().positive(),
  /** Natural logarithms of cost in the block over cost alone, for members where both were taken. */
  contamination: z.record(z.string(), z.array(z.number())),
  /** Natural logarithms of cost among copies of itself over cost alone in a loop, of members that are cheap. */
  inRow: z.record(z.string(), z.number()),
  samples: z.record(z.string(), z.array(z.number().nullable())),
  examination: examinationSchema,
})
/** A worker that ran to its end, with all its samples. */
export type FinishedProcess = Omit<z.output<typeof finishedSchema>, 'type'>

const lineSchema = z.discriminatedUnion('type', [plannedSchema, finishedSchema])
type Line = z.output<typeof lineSchema>

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** Seconds after which what was measured is not gone on with: a block's processes belong side by side. */
const resumable = 6 * 3600

/**
 * What measurements have done so far: one line a finished process, appended as it finishes, so
 * that a measurement stopped at any instant, by a kill or a power cut, loses at most the process
 * it was in. A torn last line, and lines older than six hours or than `maxAge` (seconds), are passed
 * over. A block's lines go when a run that holds it is written. With `sign` each line is sealed, and lines that are
 * not are passed over.
 */
export class Journal {
  readonly #file: string
  readonly #sign: Sign | undefined
  /** What interrupted measurements set out to measure: key and start, by block id. */
  readonly planned = new Map<string, { key: string; startedAt: string }>()
  finished: FinishedProcess[] = []
  #torn = false

  constructor(file: string, { maxAge = resumable, sign }: { maxAge?: number; sign?: Sign | undefined } = {}) {
    this.#file = file
    this.#sign = sign
    const text = readRegularFile(file)?.toString('utf8')
    if (text === undefined) return
    const oldest = Date.now() - 1000 * Math.min(maxAge, resumable)
    this.#torn = text !== '' && !text.endsWith('\n')
    for (const line of text.split('\n')) {
      const entry = this.#parse(line)
      if (entry && takenAt(entry) >= oldest) this.#take(entry)
    }
  }

  #take(entry: Line): void {
    if (entry.type === 'planned') {
      const { startedAt } = entry
      for (const [block, key] of Object.entries(entry.blocks)) this.planned.set(block, { key, startedAt })
    } else {
      const { type, ...process } = entry
      this.finished.push(process)
    }
  }

  /** Finished processes of a block as it is planned, with samples of all its members; oldest first. */
  processes({ id, key, members }: Pick<PlannedBlock, 'id' | 'key' | 'members'>): FinishedProcess[] {
    const labels = labelsOf(members)
    return this.finished.filter(
      ({ block, key: taken, samples, loops }) =>
        block === id && taken === key && labels.every((label) => label in samples && label in loops),
    )
  }

  /** Note which blocks are about to be measured. */
  plan(startedAt: string, blocks: Record<string, string>): void {
    const entry: Line = { type: 'planned', startedAt, blocks }
    this.#take(entry)
    this.#append(entry)
  }

  /** Keep a finished process. */
  add(process: FinishedProcess): void {
    this.finished.push(process)
    this.#append({ type: 'process', ...process })
  }

  /** Pass over what was measured of these blocks so far; they are still planned. */
  discard(blocks: ReadonlySet<string>): void {
    this.finished = this.finished.filter(({ block }) => !blocks.has(block))
  }

  /** A run that holds these blocks is written: keep only what was done of others. */
  forget(blocks: ReadonlySet<string>): void {
    for (const block of blocks) this.planned.delete(block)
    this.discard(blocks)
    if (this.planned.size + this.finished.length === 0) rmSync(this.#file, { force: true })
    else this.#rewrite()
  }

  #rewrite(): void {
    const plans = [...this.planned].map(([block, { key, startedAt }]) => {
      return { type: 'planned', startedAt, blocks: { [block]: key } }
    })
    const entries = [...plans, ...this.finished.map((process) => ({ type: 'process', ...process }))]
    replaceFile(this.#file, entries.map((entry) => this.#line(entry)).join(''), 0o666, this.#sign)
    this.#torn = false
  }

  #append(entry: object): void {
    mkdirSync(path.dirname(this.#file), { recursive: true })
    const handle = openSync(this.#file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666)
    try {
      const stats = fstatSync(handle)
      if (!stats.isFile()) throw new IrregularFile(this.#file, kindOf(stats, this.#file))
      // The bytes of a file with another name are not ours alone; the entry is among those kept.
      if (stats.nlink > 1) this.#rewrite()
      else writeFileSync(handle, `${this.#torn ? '\n' : ''}${this.#line(entry)}`)
    } finally {
      closeSync(handle)
    }
    this.#torn = false
  }

  #line(entry: object): string {
    return `${sealed(JSON.stringify(entry), path.basename(this.#file), this.#sign)}\n`
  }

  #parse(line: string): Line | null {
    try {
      const text = unsealed(line, path.basename(this.#file), this.#sign)
      return text === null ? null : lineSchema.parse(JSON.parse(text))
    } catch {
      return null
    }
  }
}

/** Milliseconds since 1970. */
function takenAt(entry: Line): number {
  return Date.parse(entry.type === 'planned' ? entry.startedAt : entry.process.startedAt)
}
