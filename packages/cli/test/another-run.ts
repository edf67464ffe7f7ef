import { keyIn, type Run } from '@rulebook/bench'
import type { Repository } from './repository.ts'

/** What another run differs in from the published one. */
export interface Differences {
  id?: string
  cpu?: string
  version?: string
  /** Flags of the interpreter's build. */
  flags?: string[]
  os?: string
  /** Factors on the samples of benchmarks. */
  change?: Record<string, number>
  /** Ids of blocks with another key: other code, packages or harness. */
  otherKey?: string[]
  /** When everything was measured: ISO 8601. */
  measuredAt?: string
}

/** Write the published run once more, as if measured elsewhere, otherwise, or at another time. */
export function writeRun(repository: Repository, file: string, differences: Differences): Run {
  const { id = 'elsewhere', cpu, version, flags, os, change = {}, otherKey = [], measuredAt } = differences
  const run: Run = JSON.parse(repository.read('runs/published.json'))
  const [machine, interpreter] = [
    { ...run.machine, cpu: cpu ?? run.machine.cpu, os: os ?? run.machine.os },
    {
      ...run.interpreter,
      version: version ?? run.interpreter.version,
      flags: flags ?? run.interpreter.flags,
    },
  ]
  const other: Run = {
    ...run,
    id,
    machine,
    interpreter,
    blocks: run.blocks.map((block) => {
      const shift = measuredAt === undefined ? 0 : Date.parse(measuredAt) - Date.parse(block.measuredAt)
      const moved = (moment: string) => new Date(Date.parse(moment) + shift).toISOString()
      const changed = {
        ...block,
        harness: otherKey.includes(block.id) ? 'other' : block.harness,
        measuredAt: moved(block.measuredAt),
        processes: block.processes.map((one) => ({ ...one, startedAt: moved(one.startedAt) })),
        benchmarks: block.benchmarks.map((benchmark) => {
          const factor = change[benchmark.id] ?? 1
          const scaled = (x: number | null) => (x === null ? null : Number((x * factor).toPrecision(5)))
          return { ...benchmark, samples: benchmark.samples.map((all) => all.map(scaled)) }
        }),
      }
      return { ...changed, key: keyIn({ machine, interpreter }, changed) }
    }),
  }
  repository.write(file, `${JSON.stringify(other)}\n`)
  if (file.startsWith('.rulebook/')) repository.seal(file)
  return other
}
