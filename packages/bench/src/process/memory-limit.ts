import os from 'node:os'
import path from 'node:path'
import { groupFolders, type ReadSystem, readSystem } from './control-groups.ts'

/** The share of the available memory that a worker may take: the rest is for everybody else. */
const share = 0.75
/** Bytes that a worker may take at least: less would not let Python start threads. */
const least = 2 ** 30

/** Bytes of address space that a worker may take on this machine as it is now, whatever limits it. */
export function memoryCap(read: ReadSystem = readSystem, total: number = os.totalmem()): number {
  return Math.max(least, Math.floor(share * availableMemory(read, total)))
}

/** Bytes that programs can still take: of the machine, and of the control groups of this process. */
function availableMemory(read: ReadSystem, total: number): number {
  const kilobytes = /^MemAvailable:\s*(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1]
  const available = kilobytes === undefined ? total : Number(kilobytes) * 1024
  return Math.min(available, ...[...leftInGroups(read)].filter((left) => Number.isFinite(left)))
}

/** Bytes up to the limit of each group; what caches hold of files counts as free. */
function* leftInGroups(read: ReadSystem): Generator<number> {
  for (const { version, folder } of groupFolders('memory', read)) {
    const [limit, usage] = (
      version === 2 ? ['memory.max', 'memory.current'] : ['memory.limit_in_bytes', 'memory.usage_in_bytes']
    ).map((file) => Number.parseInt(read(path.posix.join(folder, file)) ?? '', 10))
    const stat = read(path.posix.join(folder, 'memory.stat')) ?? ''
    const cached = Number(/^(?:total_)?inactive_file (\d+)$/m.exec(stat)?.[1] ?? 0)
    yield limit! - usage! + cached
  }
}

/**
 * How often the system ended a process for lack of memory, as far as it tells: in this process's control groups,
 * and altogether. Where it grew, a process that SIGKILL ended was ended for that.
 */
export function memoryKills(read: ReadSystem = readSystem): number {
  let kills = countIn(read('/proc/vmstat'))
  for (const { version, folder } of groupFolders('memory', read)) {
    kills += countIn(read(path.posix.join(folder, version === 2 ? 'memory.events' : 'memory.oom_control')))
  }
  return kills
}

function countIn(text: string | null): number {
  return Number(/^oom_kill (\d+)$/m.exec(text ?? '')?.[1] ?? 0)
}
