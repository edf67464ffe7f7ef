import { z } from 'zod'
import { lineSchema, textLimits, textSchema } from './run-text.ts'

/** Unit of a sample: seconds or bytes, per operation. */
export const unitSchema = z.enum(['s', 'B'])
export type Unit = z.output<typeof unitSchema>

/**
 * How a benchmark is sampled.
 * - `loop`: a statement in a compiled loop.
 * - `async`: the same, inside a running event loop.
 * - `bytes`: memory held by live instances, by tracemalloc.
 * - `fresh`: once per fresh interpreter (imports, start-up).
 */
export const benchmarkKindSchema = z.enum(['loop', 'async', 'bytes', 'fresh'])
export type BenchmarkKind = z.output<typeof benchmarkKindSchema>

/** How often the setup runs: a few times a process, or before each execution of the statement. */
export const setupPerSchema = z.enum(['process', 'sample'])

/**
 * A use in which a benchmark is sampled.
 * - `dropped`: results are dropped at once, and there is one input. Every benchmark is sampled in it.
 * - `kept`: results are kept until the batch ends.
 * - `varied`: each execution has another of the inputs that the benchmark hands over, which are made anew.
 */
export const useSchema = z.enum(['dropped', 'kept', 'varied'])
export type Use = z.output<typeof useSchema>

const otherUseSchema = useSchema.exclude(['dropped'])
/** A use that not every benchmark is sampled in. */
export type OtherUse = z.output<typeof otherUseSchema>

const factSchema = lineSchema(textLimits.fact)
const sentenceSchema = lineSchema(textLimits.message)
const sourceSchema = textSchema(textLimits.source)
/** One of some names: they stand in the rulebook's header, where any other word is one to whoever reads it. */
const oneOf = (names: readonly string[]) =>
  z.string().regex(new RegExp(`^(?:${names.join('|')})$`), `expected one of ${names.join(', ')}`)
/** As Node has them. */
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openbsd', 'sunos', 'win32']
const architectures = 'arm arm64 ia32 loong64 mips mipsel ppc ppc64 riscv64 s390 s390x x64'.split(' ')
/** As Python has them. */
const implementations = ['CPython', 'PyPy', 'GraalVM', 'RustPython']

const idSchema = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9_]*$/, {
  error: 'expected domain/name: a kebab-case domain and a snake_case name',
})

export const warningSchema = z.strictObject({
  code: z.enum([
    'bimodal',
    'drifting',
    'clock-resolution',
    'contaminated',
    'surroundings',
    // what its statement does
    'used-up',
    'unawaited',
    'nothing-timed',
    'unequal-results',
    'unexamined',
  ]),
  message: sentenceSchema,
})
/** A sign that a benchmark's samples deserve less trust, or that its statement is not what it is taken for. */
export type Warning = z.output<typeof warningSchema>

/** What a run may hold at most, so that no sum of it leaves what numbers can hold. */
const limits = { blocks: 10_000, processes: 1000, passes: 10_000, seconds: 1e9, loops: 1e9 }
/** Seconds or bytes that an operation may cost, either side of 0: nothing is dearer, or cheaper and not free. */
const cost = { least: 1e-24, most: 1e15 }

const secondsSchema = z.number().nonnegative().max(limits.seconds)
const sampleSchema = z
  .number()
  .min(-cost.most)
  .max(cost.most)
  .refine((x) => Math.abs(x) >= cost.least || Object.is(x, 0), {
    error: `expected 0, or a number of at least ${cost.least} in size`,
  })

/** Iterations of the timed loop per batch, by process. */
const loopsSchema = z.array(z.int().positive().max(limits.loops)).max(limits.processes)
/** Cost per operation in the benchmark's unit, `[process][pass]`; `null` where a sample is missing. */
const samplesSchema = z.array(z.array(sampleSchema.nullable()).max(limits.passes)).max(limits.processes)

export const usedSchema = z.strictObject({
  use: otherUseSchema,
  loops: loopsSchema,
  samples: samplesSchema,
  warnings: z.array(warningSchema),
})
/** A benchmark's raw samples in a use of its own, taken in the same passes as the others. */
export type Used = z.output<typeof usedSchema>

export const benchmarkSchema = z.strictObject({
  /** `domain/name`. */
  id: idSchema,
  unit: unitSchema,
  kind: benchmarkKindSchema,
  /** The first paragraph of the docstring. */
  doc: sentenceSchema,
  setup: sourceSchema,
  /** How often `setup` runs; a few times a process when left out. */
  setupPer: setupPerSchema.optional(),
  /** What the yield above the statement hands over, as in `key in [...]`; the first of it but in the use `varied`. */
  inputs: sourceSchema.optional(),
  /** The timed source. */
  statement: sourceSchema,
  /** True when the cost of the bare loop is left in (the method of naive benchmarks), false when it is taken off. */
  raw: z.boolean(),
  /** sha256 of everything in the suite that decides what is measured. */
  sourceHash: factSchema,
  loops: loopsSchema,
  samples: samplesSchema,
  warnings: z.array(warningSchema),
  /** The same in other uses, where the benchmark has any. */
  uses: z.array(usedSchema).min(1).optional(),
})
/** One benchmark's raw samples with everything needed to judge them. */
export type Benchmark = z.output<typeof benchmarkSchema>

export const processSchema = z.strictObject({
  /** PYTHONHASHSEED of this worker; `null` where fresh interpreters were sampled, each with a seed of its own. */
  hashSeed: z.int().nonnegative().nullable(),
  /** Bytes of padding added to the environment, so that memory layouts differ between workers. */
  environmentPadding: z.int().nonnegative(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  /** Seconds from spawn to exit. */
  duration: secondsSchema,
  /** Was the cyclic garbage collector on while any member was sampled? */
  gc: z.boolean(),
  /** One-minute load average when the worker started; `null` where the system has none. */
  load: z.number().nullable(),
  /** Share of processor time stolen by the hypervisor while the worker ran (0–1); `null` where unknown. */
  steal: z.number().nullable(),
  /**
   * True when every member cost over 5 % more than its median over the processes: the machine was slow,
   * and the statistics pass the process over. Left out otherwise.
   */
  disturbed: z.boolean().optional(),
})
/** One fresh worker: the independent unit of the statistics. */
export type WorkerProcess = z.output<typeof processSchema>

/** Path of a module from the root of the repository, with slashes. */
export const modulePathSchema = lineSchema(1000).regex(
  /^(?!\.{0,2}\/)[^\\]+$/,
  'expected a path from the root',
)

export const loadedSchema = z.strictObject({
  /** Versions of the installed packages that were loaded, by name. */
  packages: z.record(factSchema, factSchema),
  /** Hashes of the code of the repository's own modules that were loaded, by path from its root; no suites. */
  modules: z.record(modulePathSchema, factSchema),
})
/** What a block ran besides its suite, by whatever path it was found. */
export type Loaded = z.output<typeof loadedSchema>

export const blockSchema = z.strictObject({
  /** `domain/block`. */
  id: idSchema,
  /** sha256 over what makes samples comparable: members' sources, harness, interpreter, machine, what was loaded. */
  key: factSchema,
  /** Hash of the harness that took the samples. */
  harness: factSchema,
  loaded: loadedSchema,
  /** When its last process finished: ISO 8601, UTC. */
  measuredAt: z.iso.datetime(),
  /** Passes kept per process. */
  passes: z.int().positive(),
  /** Duration of a pass in seconds, as calibrated; a long one means fewer passes. */
  passSeconds: secondsSchema.optional(),
  /** Duration of setting the block up anew in seconds, as calibrated; a long one means fewer set-ups. */
  setupSeconds: secondsSchema.optional(),
  /** Times that each process set the block up, its passes spread evenly over them; once when left out. */
  setups: z.int().positive().optional(),
  /**
   * Was it looked whether members cost the same in the block as alone? Without it no `contaminated`
   * means nothing. Not known when left out.
   */
  compared: z.boolean().optional(),
  processes: z.array(processSchema).max(limits.processes),
  benchmarks: z.array(benchmarkSchema).min(1),
})
/** The benchmarks that are sampled side by side because they are compared. */
export type Block = z.output<typeof blockSchema>

export const machineSchema = z.strictObject({
  /** Processor model, as the system names it; what cannot be seen taken out. */
  cpu: factSchema,
  cores: z.int().positive(),
  /** Cores that processes may use at once, by affinity and by limits of their control groups. */
  usableCores: z.number().positive(),
  /** Bytes. */
  memory: z.int().positive(),
  /** `linux`, `darwin`, `win32`, … */
  os: oneOf(systems),
  kernel: factSchema,
  /** `x64`, `arm64`, … */
  arch: oneOf(architectures),
  /** Container and hypervisor, such as `container on KVM`; `null` where none was recognised. */
  virtualisation: factSchema.nullable(),
  /** Filesystem type of the folder that file and database benchmarks use; `null` where unknown. */
  filesystem: factSchema.nullable(),
})
export type Machine = z.output<typeof machineSchema>

export const interpreterSchema = z.strictObject({
  /** `CPython`. */
  implementation: oneOf(implementations),
  /** `3.11.7`. */
  version: z
    .string()
    .regex(/^\d{1,4}\.\d{1,4}(?:\.[\w.+-]{1,40})?$/, 'expected a version as Python has: 3.11.7'),
  compiler: factSchema,
  /** Build flags that change speed (optimisation, LTO, free threading, JIT), in a fixed order. */
  flags: z.array(factSchema),
})
export type Interpreter = z.output<typeof interpreterSchema>

export const skippedSchema = z.strictObject({
  /** A block (`domain/block`) or a benchmark (`domain/name`). */
  id: factSchema,
  /** What happened, in one sentence. */
  reason: sentenceSchema,
  /** The command or change that mends it. */
  fix: sentenceSchema,
})
export type Skipped = z.output<typeof skippedSchema>

export const runSchema = z.strictObject({
  schema: z.literal('rulebook.run/1'),
  /** `cpython-3.11.7-linux-x64-20261123T201500Z`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,199}$/i),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  /** Seconds. */
  duration: secondsSchema,
  harness: z.strictObject({ version: factSchema, hash: factSchema }),
  machine: machineSchema,
  interpreter: interpreterSchema,
  blocks: z.array(blockSchema).max(limits.blocks),
  skipped: z.array(skippedSchema),
})
/** All samples of one measurement on one machine with one interpreter. */
export type Run = z.output<typeof runSchema>
