import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { processSchema } from './run.ts'

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
  clockResolution: z.number(),
  calibration: z.record(z.string(), z.object({ loops: z.int(), unroll: z.int() })),
  /** Seconds that a pass, and setting up anew, takes, as calibrated; 0 where it plays no part. */
  passSeconds: z.number(),
  setupSeconds: z.number(),
  /** Times that the block was set up. */
  setups: z.int().positive(),
  /** Natural logarithms of cost in the block over cost alone, for members where both were taken. */
  contamination: z.record(z.string(), z.array(z.number())),
  samples: z.record(z.string(), z.array(z.number().nullable())),
})
/** A worker that ran to its end, with all its samples. */
export type FinishedProcess = Omit<z.output<typeof finishedSchema>, 'type'>

const lineSchema = z.discriminatedUnion('type', [plannedSchema, finishedSchema])

/**
 * What a measurement has done so far: one line a finished process, appended as it finishes, so
 * that a measurement stopped at any instant, by a kill or a power cut, loses at most the process
 * it was in. A torn last line is passed over. Removed when the run is written.
 */
export class Journal {
  readonly #file: string
  /** Keys of the blocks of the interrupted measurement, by block id. */
  readonly planned = new Map<string, string>()
  readonly finished: FinishedProcess[] = []
  #torn = false

  constructor(file: string) {
    this.#file = file
    if (!existsSync(file)) return
    const text = readFileSync(file, 'utf8')
    this.#torn = text !== '' && !text.endsWith('\n')
    for (const line of text.split('\n')) {
      const entry = parseLine(line)
      if (entry?.type === 'planned') {
        for (const [block, key] of Object.entries(entry.blocks)) this.planned.set(block, key)
      } else if (entry) {
        const { type, ...process } = entry
        this.finished.push(process)
      }
    }
  }

  /** Finished processes of a block with this key, oldest first. */
  processes(block: string, key: string): FinishedProcess[] {
    return this.finished.filter((process) => process.block === block && process.key === key)
  }

  /** Note which blocks are about to be measured. */
  plan(startedAt: string, blocks: Record<string, string>): void {
    for (const [block, key] of Object.entries(blocks)) this.planned.set(block, key)
    this.#append({ type: 'planned', startedAt, blocks })
  }

  /** Keep a finished process. */
  add(process: FinishedProcess): void {
    this.finished.push(process)
    this.#append({ type: 'process', ...process })
  }

  /** The measurement is complete and its run written. */
  remove(): void {
    rmSync(this.#file, { force: true })
  }

  #append(entry: object): void {
    mkdirSync(path.dirname(this.#file), { recursive: true })
    appendFileSync(this.#file, `${this.#torn ? '\n' : ''}${JSON.stringify(entry)}\n`)
    this.#torn = false
  }
}

function parseLine(line: string): z.output<typeof lineSchema> | null {
  try {
    return lineSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
