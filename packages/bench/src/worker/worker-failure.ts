import type { Phase } from './record.ts'

/** What is known of a failure besides its kind and message. */
interface Circumstances {
  /** Python's traceback where there is one. It may name anything, so it goes into no file. */
  traceback?: string
  /** What the worker was doing, where it did not say itself what went wrong. */
  phase?: Phase
  /** Seconds that it was given, where it took longer. */
  limit?: number
}

/** Why a worker could not do what it was asked. */
export class WorkerFailure extends Error {
  override name = 'WorkerFailure'
  /**
   * - `suite`: the suite does not have the form of one, or meddles with the harness.
   * - `raised`: a benchmark raised.
   * - `memory`: a benchmark wanted more memory than there is for it.
   * - `exited`, `timeout`: the process ended or hung.
   * - `protocol`: it answered rubbish, or its answer did not arrive.
   */
  readonly kind: 'suite' | 'raised' | 'memory' | 'exited' | 'timeout' | 'protocol'
  readonly traceback: string
  readonly phase: Phase | null
  readonly limit: number | null
  constructor(
    kind: WorkerFailure['kind'],
    message: string,
    { traceback = '', phase, limit }: Circumstances = {},
  ) {
    super(message)
    this.kind = kind
    this.traceback = traceback
    this.phase = phase ?? null
    this.limit = limit ?? null
  }
}
