import { execFileSync } from 'node:child_process'
import { expect, vi } from 'vitest'
import type { Repository } from './repository.ts'

/** Processes that the journal holds whole. */
export function finished(repository: Repository): number {
  const lines = repository.text('.rulebook/journal.jsonl')?.split('\n') ?? []
  return lines.filter((line) => line.startsWith('{"type":"process"') && line.endsWith('}')).length
}

/** Wait until a measurement has finished more processes than `least`. */
export async function underWay(repository: Repository, least = 0): Promise<void> {
  await vi.waitFor(() => expect(finished(repository)).toBeGreaterThan(least), { timeout: 30_000 })
}

/** What runs in a process group. */
export function members(group: number): { pid: number; command: string }[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pgid=,pid=,stat=,command='], { encoding: 'utf8' })
  return listed.split('\n').flatMap((line) => {
    const [, pgid, pid, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return Number(pgid) === group && !state!.startsWith('Z') ? [{ pid: Number(pid), command: command! }] : []
  })
}

/** Wait until nothing of a process group runs any more. */
export async function gone(group: number): Promise<void> {
  await vi.waitFor(() => expect(members(group)).toEqual([]), { timeout: 5000 })
}
