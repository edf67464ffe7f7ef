/** Why a worker could not do what it was asked. */
export class WorkerFailure extends Error {
  override name = 'WorkerFailure'
  /**
   * - `suite`: the suite does not have the form of one.
   * - `raised`: a benchmark raised.
   * - `exited`, `timeout`, `protocol`: the process ended, hung or answered rubbish.
   */
  readonly kind: 'suite' | 'raised' | 'exited' | 'timeout' | 'protocol'
  /** Python's traceback where there is one. It may name anything, so it goes into no file. */
  readonly traceback: string
  constructor(kind: WorkerFailure['kind'], message: string, traceback = '') {
    super(message)
    this.kind = kind
    this.traceback = traceback
  }
}
