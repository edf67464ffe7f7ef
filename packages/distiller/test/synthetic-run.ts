import { type Benchmark, type Block, disturbed, type Run, wantsAnother } from '@rulebook/bench'
import { normal, type Random, seeded } from '../../../scripts/random.ts'

/** True cost per operation of each benchmark, by id, within one block id. */
export type Truth = Record<string, Record<string, number>>

export interface SyntheticOptions {
  seed?: number
  id?: string
  processes?: number
  passes?: number
  /** Set-ups a process; each favours some benchmarks, and now and then one is much slower. None by default. */
  setups?: number
  /**
   * Share of processes during which a neighbour slows the machine, some statements more than others. They
   * are found and replaced as a measurement does.
   */
  neighbours?: number
  /** Unit of all benchmarks. */
  unit?: 's' | 'B'
  /** Spread of a benchmark's cost from process to process (layout, hash seed), as a standard deviation of logs. */
  layout?: number
  /** Spread of a single sample. */
  jitter?: number
  cpu?: string
  version?: string
  os?: string
  /** Uses that benchmarks were sampled in as well: what each costs there, as a factor of its cost. */
  uses?: Partial<Record<'kept' | 'varied', Record<string, number>>>
  /** Distinguishes benchmarks whose source changed. */
  source?: string
}

/**
 * A run with the noise of a shared machine: its speed changes in steps between 1× and 2× and drifts
 * within a process, which all members of a pass share; each process, and each set-up in it, favours
 * some benchmarks; each sample jitters, and now and then one is hit by an interruption.
 */
export function syntheticRun(truth: Truth, options: SyntheticOptions = {}): Run {
  const { seed = 1, processes = 8, passes = 40, id = `run-${seed}` } = options
  const random = seeded(seed)
  const blocks = Object.entries(truth).map(([blockId, costs]): Block => {
    const samples = Object.keys(costs).map((): number[][] => [])
    const taken: Record<string, number[]>[] = []
    while (options.neighbours ? wantsAnother(taken, processes) : taken.length < processes) {
      const drawn = sampleProcess(Object.values(costs), passes, random, options)
      for (const [member, values] of drawn.entries()) samples[member]!.push(values)
      taken.push(Object.fromEntries(drawn.entries()))
    }
    const isDisturbed = options.neighbours ? disturbed(taken) : []
    return {
      id: blockId,
      key: options.source ?? 'key',
      harness: 'harness',
      loaded: { packages: {}, modules: {} },
      measuredAt: '2026-11-23T20:00:00Z',
      passes,
      processes: samples[0]!.map((_, process) => ({
        hashSeed: 0,
        environmentPadding: 0,
        startedAt: '2026-11-23T20:00:00Z',
        duration: 1,
        gc: true,
        load: null,
        steal: null,
        ...(isDisturbed[process] ? { disturbed: true } : {}),
      })),
      benchmarks: Object.keys(costs).map((benchmark, member) => ({
        id: benchmark,
        unit: options.unit ?? 's',
        kind: 'loop',
        doc: '',
        setup: '',
        statement: 'pass',
        raw: false,
        sourceHash: `${options.source ?? 'source'} ${benchmark}`,
        loops: samples[member]!.map(() => 1),
        samples: samples[member]!,
        warnings: [],
        ...usesOf(benchmark, samples[member]!, options),
      })),
    }
  })
  return {
    schema: 'rulebook.run/1',
    id,
    startedAt: '2026-11-23T19:00:00Z',
    duration: 1,
    harness: { version: '0.1.0', hash: 'harness' },
    machine: {
      cpu: options.cpu ?? 'Example CPU',
      cores: 2,
      usableCores: 2,
      memory: 1,
      os: options.os ?? 'linux',
      kernel: '6',
      arch: 'x64',
      virtualisation: null,
      filesystem: null,
    },
    interpreter: {
      implementation: 'CPython',
      version: options.version ?? '3.11.7',
      compiler: 'GCC',
      flags: [],
    },
    blocks,
    skipped: [],
  }
}

/** The samples once more, in each use that the benchmark has. */
function usesOf(id: string, samples: number[][], { uses = {} }: SyntheticOptions): Pick<Benchmark, 'uses'> {
  const found = (['kept', 'varied'] as const).flatMap((use) => {
    const factor = uses[use]?.[id]
    if (factor === undefined) return []
    const scaled = samples.map((process) => process.map((sample) => sample * factor))
    return [{ use, loops: samples.map(() => 1), samples: scaled, warnings: [] }]
  })
  return found.length > 0 ? { uses: found } : {}
}

/** Samples of one process, `[member][pass]`. */
function sampleProcess(costs: number[], passes: number, random: Random, options: SyntheticOptions) {
  const { layout = 0.03, jitter = 0.04, setups = 0, neighbours = 0 } = options
  const slowed = neighbours > 0 && random() < neighbours ? 0.15 + 0.4 * random() : 0
  const favour = costs.map(() => Math.exp(layout * normal(random) + slowed * (0.4 + 1.2 * random())))
  const drift = 0.1 * normal(random)
  const samples = costs.map((): number[] => [])
  let step = 1 + random()
  let lie = costs.map(() => 1)
  for (let pass = 0; pass < passes; pass++) {
    if (setups > 0 && pass % Math.ceil(passes / setups) === 0) {
      lie = costs.map(() => Math.exp(layout * normal(random)) * (random() < 0.03 ? 1 + random() : 1))
    }
    if (random() < 0.1) step = 1 + random()
    const speed = step * Math.exp((drift * pass) / passes)
    for (const [member, cost] of costs.entries()) {
      const interrupted = random() < 0.02 ? 1 + 5 * random() : 1
      const noise = Math.exp(jitter * normal(random))
      samples[member]!.push(cost * favour[member]! * lie[member]! * speed * noise * interrupted)
    }
  }
  return samples
}

/** A run whose samples are written out: `[process][pass]` per benchmark, in one block. */
export function writtenRun(
  samples: Record<string, (number | null)[][]>,
  options: SyntheticOptions = {},
): Run {
  const domain = Object.keys(samples)[0]!.split('/')[0]!
  const costs = Object.fromEntries(Object.keys(samples).map((id) => [id, 1]))
  const processes = Math.max(...Object.values(samples).map((all) => all.length))
  const run = syntheticRun({ [`${domain}/block`]: costs }, { ...options, processes, passes: 1 })
  for (const benchmark of run.blocks[0]!.benchmarks) benchmark.samples = samples[benchmark.id]!
  return run
}

/** Every process the same cost in every pass. */
export function constant(cost: number, processes = 8, passes = 3): number[][] {
  return Array.from({ length: processes }, () => new Array<number>(passes).fill(cost))
}
