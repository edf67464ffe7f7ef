import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { Failure } from './failure.ts'
import { mendLocalState } from './local-state.ts'
import type { Workspace } from './workspace.ts'

const retryMilliseconds = 250
/** What removing a lock says when it is a file, or a folder that holds something: none that this program made. */
const foreign = ['ENOTDIR', 'ENOTEMPTY', 'EEXIST']
/** A lock whose holder has not touched it for so long is taken over: its process was killed. */
const staleMilliseconds = 5000

/**
 * Do `work` while no other rulebook process of this repository writes; a second one waits, and says
 * so. The lock of a process that was killed is taken over. What is broken in the folder of local state
 * is mended first. Rejects when `signal` aborts the wait. The signal that `work` is given aborts with that
 * one, and when another process took the lock over.
 */
export async function withLock<T>(
  workspace: Workspace,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // A machine that slept may wake to find that its lock went to another process, as of one killed.
  const lost = new AbortController()
  const release = await acquire(workspace, signal, () => lost.abort())
  try {
    await mendLocalState(workspace)
    const result = await work(AbortSignal.any([signal, lost.signal]))
    lost.signal.throwIfAborted()
    return result
  } catch (error) {
    if (!lost.signal.aborted) throw error
    throw new Failure('another rulebook took over while this one was held up; run `rulebook check`')
  } finally {
    await release().catch(() => {})
  }
}

async function acquire(
  { paths, output }: Workspace,
  signal: AbortSignal,
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  await mkdir(paths.local, { recursive: true })
  const lockfilePath = path.join(paths.local, 'lock')
  for (let waiting = false; ; waiting = true) {
    try {
      return await lock(paths.local, { lockfilePath, stale: staleMilliseconds, onCompromised })
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      if (foreign.includes(code)) {
        await rm(lockfilePath, { recursive: true, force: true })
        output.note('removed .rulebook/lock, which was not as a lock is')
        continue
      }
      if (code !== 'ELOCKED') throw error
    }
    if (!waiting) {
      output.wait(
        'another rulebook is at work in this repository, or was killed a moment ago; waiting for it to end',
      )
    }
    await sleep(retryMilliseconds, undefined, { signal })
  }
}
