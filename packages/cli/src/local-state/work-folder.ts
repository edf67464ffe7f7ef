import { existsSync } from 'node:fs'
import { describeMachine, isInMemory } from '@rulebook/bench'
import type { Workspace } from '../repository/workspace.ts'

/** The folder in which benchmarks make files: the type of its filesystem, and what is wrong with that. */
export interface WorkFolder {
  filesystem: string | null
  /** `null` where files wait for a disk. */
  fault: { found: string; fix: string } | null
}

/** Look where the work folder lies, made or not. */
export async function workFolder({ paths, root }: Workspace): Promise<WorkFolder> {
  const { filesystem } = await describeMachine(existsSync(paths.work) ? paths.work : root)
  const fault = {
    found: `lies in memory (${filesystem}): what waits for a disk, such as a database, does not wait`,
    fix: 'move the repository to a disk',
  }
  return { filesystem, fault: isInMemory(filesystem) ? fault : null }
}
