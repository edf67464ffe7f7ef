import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import {
  describeSuites,
  type Effort,
  efforts,
  type FoundInterpreter,
  findInterpreter,
  type Measurement,
  type MeasureOptions,
  measure,
  type Run,
} from '../src/index.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Few samples: for tests of what happens to them, not of what they say. */
export const briefly: Effort = {
  ...efforts.quick,
  processes: 2,
  passes: 4,
  warmupPasses: 1,
  interpreters: 2,
  freshSeconds: 0,
}

export const normally = efforts.normal

export async function python(): Promise<FoundInterpreter> {
  const { found, rejected } = await findInterpreter()
  if (!found) throw new Error(`these tests need a CPython: ${JSON.stringify(rejected)}`)
  return found
}

/** A folder of its own with a copy of a folder of fixture suites, in which to measure. */
export class Laboratory {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-bench-'))
  readonly suites = path.join(this.folder, 'suites')
  readonly journal = path.join(this.folder, 'journal.jsonl')
  readonly work = path.join(this.folder, 'work')

  constructor(fixture?: string) {
    folders.push(this.folder)
    if (fixture) cpSync(fixtures(fixture), this.suites, { recursive: true })
  }

  /** The run is written: nothing is left to go on with. */
  forget(): void {
    rmSync(this.journal, { force: true })
  }

  async measure(options: Partial<MeasureOptions> = {}): Promise<Measurement> {
    const interpreter = await python()
    return measure({
      root: this.folder,
      suites: this.suites,
      catalogue: await describeSuites(this.suites, interpreter.path),
      interpreter,
      previous: null,
      journal: this.journal,
      workDirectory: this.work,
      effort: briefly,
      maxAge: 3600,
      ...options,
    })
  }
}

export function fixtures(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Median cost per operation over processes and passes, in seconds. */
export function cost(run: Run, id: string): number {
  return median(samplesOf(run, id).map((passes) => median(passes.filter((s) => s !== null))))
}

/**
 * Natural logarithm of `id`'s cost over `base`'s, one observation a process that was not disturbed:
 * the median over its passes.
 */
export function logRatios(run: Run, id: string, base: string): number[] {
  const over = samplesOf(run, base)
  const { processes } = run.blocks.find(({ benchmarks }) => benchmarks.some((b) => b.id === id))!
  return samplesOf(run, id).flatMap((passes, p) =>
    processes[p]!.disturbed
      ? []
      : [Math.log(median(passes.map((sample, pass) => sample! / over[p]![pass]!)))],
  )
}

function samplesOf(run: Run, id: string): (number | null)[][] {
  const found = run.blocks.flatMap((block) => block.benchmarks).find((benchmark) => benchmark.id === id)
  if (!found) throw new Error(`${id} is not in the run`)
  return found.samples
}

/** The run that this project publishes, to be changed at will. */
export function published(): Run {
  const file = fileURLToPath(new URL('../../../runs/published.json', import.meta.url))
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Those of some processes that run; one that ended and that nobody asked about is a zombie. */
export function running(processes: number[]): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', '-p', processes.join()], { encoding: 'utf8' })
  return [...stdout.matchAll(/^\s*(\d+)\s+[^Z\s]/gm)].map(([, pid]) => Number(pid))
}
