import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import type { Workspace } from './workspace.ts'

const retryMilliseconds = 500
/** A lock whose holder has not touched it for so long is taken over: its process was killed. */
const staleMilliseconds = 10_000

/** Do `work` while no other rulebook process of this repository writes; a second one waits, and says so. */
export async function withLock<T>(
  { paths, output }: Workspace,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(paths.local, { recursive: true })
  let waiting = false
  for (;;) {
    try {
      const release = await lock(paths.local, { stale: staleMilliseconds })
      try {
        return await work()
      } finally {
        await release().catch(() => {})
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error
      if (!waiting) output.warn('another rulebook is at work in this repository; waiting for it to end')
      waiting = true
      await sleep(retryMilliseconds, undefined, { signal })
    }
  }
}
