import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import os from 'node:os'
import process from 'node:process'
import { processStat } from '@rulebook/bench/process-stat'
import { z } from 'zod'

const holderSchema = z.strictObject({
  schema: z.literal('rulebook.lock/1'),
  /** Tells this lock from every other. */
  token: z.string(),
  pid: z.int().positive(),
  host: z.string(),
  /** Identity of the system since it started, and of its table of processes; `null` where it tells none. */
  boot: z.string().nullable(),
  namespace: z.string().nullable(),
  /** When the process started, in ticks of the system; `null` where the system does not say. */
  started: z.string().nullable(),
})
/** Which process holds a lock. */
export type Holder = z.output<typeof holderSchema>

/** This process, as the holder of a new lock. */
export function thisHolder(): Holder {
  return {
    schema: 'rulebook.lock/1',
    token: randomUUID(),
    pid: process.pid,
    ...here(),
    started: startOf(process.pid),
  }
}

/** The holder that a lock names, or `null` when it is no lock of this program. */
export function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * Is the holder certainly gone? Of a process of another machine, another container or another start of the
 * system nothing is known; then false, and the age of the lock has to tell.
 */
export function isGone({ pid, host, boot, namespace, started }: Holder): boolean {
  const self = here()
  if (host !== self.host || boot !== self.boot || namespace !== self.namespace) return false
  // The number may have gone to another process since.
  const now = startOf(pid)
  if (started !== null && now !== null) return now !== started
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function here(): Pick<Holder, 'host' | 'boot' | 'namespace'> {
  const boot = orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  return { host: os.hostname(), boot, namespace: orNull(() => readlinkSync('/proc/self/ns/pid')) }
}

/** When a process started, or that it ended and nobody asked for it yet; `null` where the system does not say. */
function startOf(pid: number): string | null {
  const [state, ...fields] = processStat(pid) ?? []
  if (state === undefined) return null
  return /[ZX]/.test(state) ? 'ended' : fields[18]!
}

function orNull(ask: () => string): string | null {
  try {
    return ask()
  } catch {
    return null
  }
}
