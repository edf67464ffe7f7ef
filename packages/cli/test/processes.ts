import { execFileSync } from 'node:child_process'
import { expect, vi } from 'vitest'
import { type Repository, repositoryMark } from './repository.ts'

/** Processes that the journal holds whole. */
export function finished(repository: Repository): number {
  const lines = repository.text('.rulebook/journal.jsonl')?.split('\n') ?? []
  return lines.filter((line) => line.startsWith('{"type":"process"') && line.endsWith('}')).length
}

/** Wait until a measurement has finished more processes than `least`. */
export async function underWay(repository: Repository, least = 0): Promise<void> {
  await vi.waitFor(() => expect(finished(repository)).toBeGreaterThan(least), { timeout: 30_000 })
}

/**
 * What runs of all that the commands of a repository started, those included: workers lead groups of
 * their own, so it is what carries the repository's mark in its environment.
 */
export function startedBy(repository: Repository): { pid: number; command: string }[] {
  const withEnvironment = process.platform === 'darwin' ? ['-E', '-ww'] : ['eww']
  const listed = execFileSync('ps', ['-A', ...withEnvironment, '-o', 'pid=,stat=,command='], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const mark = `${repositoryMark}=${repository.root} `
  return listed.split('\n').flatMap((line) => {
    const [, pid, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return `${line} `.includes(mark) && !state!.startsWith('Z')
      ? [{ pid: Number(pid), command: command! }]
      : []
  })
}

/** Wait until nothing runs any more that a repository's commands started. */
export async function gone(repository: Repository): Promise<void> {
  await vi.waitFor(() => expect(startedBy(repository)).toEqual([]), { timeout: 5000 })
}
