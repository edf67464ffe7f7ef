import path from 'node:path'
import { groupFolders, type ReadSystem, readSystem } from './control-groups.ts'

/**
 * Cores that processes may use at once: no more than the machine has, than this process may run on
 * (affinity), and than the limits of its control groups come to, which need not be a whole number.
 */
export function usableCores(cores: number, read: ReadSystem = readSystem): number {
  const limits = [cores, allowedCores(read), ...quotas(read)].filter((limit) => limit !== null && limit > 0)
  return Math.round(100 * Math.min(...(limits as number[]))) / 100
}

/** Of a line such as `Cpus_allowed_list: 0-1,4`; `null` where the system does not tell. */
function allowedCores(read: ReadSystem): number | null {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(read('/proc/self/status') ?? '')?.[1]
  if (list === undefined) return null
  return list.split(',').reduce((sum, range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?]
    return sum + last! - first + 1
  }, 0)
}

/** Cores that the limits of this process's control groups, and of those around them, come to. */
function* quotas(read: ReadSystem): Generator<number | null> {
  for (const { version, folder } of groupFolders('cpu', read)) {
    if (version === 2) {
      const [quota, period] = (read(path.posix.join(folder, 'cpu.max')) ?? '').trim().split(' ')
      yield ratio(quota, period)
    } else {
      const [quota, period] = ['quota', 'period'].map((of) =>
        read(path.posix.join(folder, `cpu.cfs_${of}_us`))?.trim(),
      )
      yield ratio(quota, period)
    }
  }
}

/** `null` for no limit (`max`, or -1) and for what is no number. */
function ratio(quota: string | undefined, period: string | undefined): number | null {
  const cores = Number(quota) / Number(period)
  return Number.isFinite(cores) && cores > 0 ? cores : null
}
