import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sweepTemporaries } from '@rulebook/bench/whole-file'
import { Failure } from '../findings/failure.ts'
import type { Workspace } from '../repository/workspace.ts'
import { checkLocalState, openLocalState } from './local-state.ts'
import { type Lock, tryLock } from './lock-file.ts'

const retryMilliseconds = 250
const settledMilliseconds = 50

/** Who hears how a lock is come by. */
export interface LockListener {
  /** Another process has the lock, and is waited for. */
  onWait: () => void
  /** Something in the folder of local state is not ours, and is left alone. */
  onFault: (fault: string) => void
}

/**
 * Do `work` while no other rulebook process of this repository writes; a second one waits. The lock of a process
 * that was killed is taken over, and temporary files that a kill left are removed. Rejects when `signal` aborts the
 * wait. The signal that `work` is given aborts with that one, and when another process took the lock over.
 */
export async function withLock<T>(
  workspace: Workspace,
  signal: AbortSignal,
  { onWait, onFault }: LockListener,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  openLocalState(workspace)
  // A machine that slept may wake to find that its lock went to another process, as of one held up.
  const lost = new AbortController()
  const lock = await acquire(workspace, signal, onWait, () => lost.abort())
  try {
    for (const fault of checkLocalState(workspace)) onFault(fault)
    sweep(workspace)
    const result = await work(AbortSignal.any([signal, lost.signal]))
    if (!lock.isOurs) lost.abort()
    lost.signal.throwIfAborted()
    return result
  } catch (error) {
    if (!lost.signal.aborted) throw error
    throw new Failure('another rulebook took over while this one was held up; run `rulebook check`')
  } finally {
    lock.release()
  }
}

async function acquire(
  { paths, sign }: Workspace,
  signal: AbortSignal,
  onWait: () => void,
  onLost: () => void,
): Promise<Lock> {
  const file = path.join(paths.local, 'lock')
  for (let waiting = false; ; waiting = true) {
    const attempt = tryLock(file, sign, onLost)
    if (attempt.kind === 'held') {
      // Another that found the holder gone may have been slower by a moment, and have taken ours away.
      if (attempt.tookOver) await sleep(settledMilliseconds)
      if (attempt.lock.isOurs) return attempt.lock
      attempt.lock.release()
      continue
    }
    if (attempt.kind === 'foreign') {
      throw new Failure(
        `.rulebook/lock: unexpected ${attempt.found}, expected a lock that rulebook made; move it away`,
      )
    }
    if (!waiting) onWait()
    await sleep(retryMilliseconds, undefined, { signal })
  }
}

/** Remove what a kill left beside the files that the pipeline writes. */
function sweep({ root, paths, sign }: Workspace): void {
  const { papers, suites, catalogue, publishedRun, rulebook, evidence, copies, local } = paths
  const files = [catalogue, publishedRun, rulebook, evidence, ...copies]
  const folders = new Set([root, papers, suites, local, ...files.map((file) => path.dirname(file))])
  for (const folder of folders) sweepTemporaries(folder, sign)
}
