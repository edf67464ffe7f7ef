import { IrregularFile } from '@rulebook/bench/regular-file'
import { Failure, refusal } from './failure.ts'

/** What the user can mend in an error, or the error itself when that is not known. */
export async function asFailure(error: unknown): Promise<unknown> {
  if (error instanceof Failure) return error
  if (error instanceof IrregularFile) return new Failure(error.message)
  const { RunFault, SuiteFaults, WorkerFailure } = await import('@rulebook/bench')
  if (error instanceof RunFault) return new Failure(error.message.split('\n'))
  if (error instanceof SuiteFaults) return new Failure(error.faults)
  // Of blocks they are skips; what is left is a Python that cannot even be asked.
  if (error instanceof WorkerFailure) {
    return new Failure(`${error.message}; see that this Python works, or name another with --python`)
  }
  const reason = refusal(error)
  if (reason === null) return error
  const { path } = error as NodeJS.ErrnoException
  return new Failure(`${path ? `${path}: ` : ''}${reason}, then run the command again`)
}
