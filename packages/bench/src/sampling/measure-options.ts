import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Effort } from '../effort/effort.ts'
import type { Sign } from '../files/seal.ts'
import type { FoundInterpreter } from '../python/interpreter.ts'
import type { Run } from '../run/run.ts'

/** How far a measurement is, in processes. */
export interface Progress {
  done: number
  total: number
  /** The block that is being measured. */
  block: string
  /** Processes kept from an interrupted measurement. */
  resumed: number
}

/** What a measurement needs to know. */
export interface MeasureOptions {
  /** Folder of the suites. */
  suites: string
  /** Absolute paths of folders with modules that suites may import; those in the suites' own folder they may. */
  pythonPath?: string[]
  /**
   * Folder of the repository: modules below it are its own code. What a run tells of paths in it begins there,
   * of others it tells nothing.
   */
  root: string
  /** What the suites define; see `describeSuites`. */
  catalogue: Catalogue
  /** The Python to measure with; see `provideEnvironment`. */
  interpreter: FoundInterpreter
  /** Why packages that suites require are missing from it, by name. */
  unavailable?: Record<string, string>
  /** The last local run, whose blocks are kept while they are fresh. */
  previous: Run | null
  /** File that finished processes are kept in until the run is complete. */
  journal: string
  /** Seals the journal's lines, so that those of others are passed over; all are believed when left out. */
  sign?: Sign
  /**
   * Folder that gets a scratch folder for each process, in which benchmarks may make files; what
   * killed measurements left of them is removed. Only one measurement at a time may use it.
   */
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
  /** Told of each block that is skipped because it failed: its id, and Python's traceback if there is one. */
  onFailure?: (block: string, traceback: string) => void
}
