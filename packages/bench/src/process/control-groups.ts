import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Text of a file of the system, or `null`. */
export type ReadSystem = (file: string) => string | null

/** A folder of a control group: of version 2, or of version 1 with a controller. */
interface GroupFolder {
  version: 1 | 2
  folder: string
}

/** Folders of this process's control groups that limit `controller`, each followed by those around it. */
export function* groupFolders(controller: string, read: ReadSystem): Generator<GroupFolder> {
  for (const line of (read('/proc/self/cgroup') ?? '').trim().split('\n')) {
    const [, controllers, group] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (group === undefined) continue
    if (controllers === '') {
      for (const folder of upwards('/sys/fs/cgroup', group)) yield { version: 2, folder }
    } else if (controllers!.split(',').includes(controller)) {
      for (const folder of upwards(`/sys/fs/cgroup/${controllers}`, group)) yield { version: 1, folder }
    }
  }
}

/** The folder of a group and those around it; in a container they may be told from outside, and only the last is there. */
function upwards(base: string, group: string): string[] {
  const parts = group.split('/').filter((part) => part !== '')
  return Array.from({ length: parts.length + 1 }, (_, left) =>
    path.posix.join(base, ...parts.slice(0, parts.length - left)),
  )
}

export function readSystem(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
