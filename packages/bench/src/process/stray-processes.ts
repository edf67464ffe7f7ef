import { readdirSync } from 'node:fs'
import process from 'node:process'
import { processFile, processStat } from './process-stat.ts'

/** The variable of the environment that names the scratch folder of a worker; what it starts inherits it. */
export const scratchVariable = 'RULEBOOK_SCRATCH'

/** Milliseconds in which processes are looked for that start others while they are ended. */
const longest = 2000
/** How often none has to be found: one that was just started may not have been seen. */
const quiet = 2

/** Processes that descend from `ancestors`, but for those whose parent has ended. Only Linux tells. */
export function descendantsOf(ancestors: readonly number[]): number[] {
  const children = new Map<number, number[]>()
  for (const pid of processes()) {
    const parent = parentOf(pid)
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const found: number[] = []
  const queue = [...ancestors]
  for (const pid of queue) {
    for (const child of children.get(pid) ?? []) {
      found.push(child)
      queue.push(child)
    }
  }
  return found
}

/**
 * End the processes that left the group of a worker, in a session of their own, and outlived it: those whose
 * environment names a scratch folder for which `isOurs` is true, what they started, and `known` ones. Only Linux
 * tells of other processes in this way; elsewhere none is found.
 */
export function endStrays(isOurs: (scratch: string) => boolean, known: readonly number[] = []): void {
  for (const pid of known) kill(pid)
  const end = performance.now() + longest
  for (let none = 0; none < quiet && performance.now() < end; ) {
    const marked = processes().filter((pid) => pid !== process.pid && isOurs(scratchOf(pid)))
    none = marked.length === 0 ? none + 1 : 0
    for (const pid of [...descendantsOf(marked), ...marked]) kill(pid)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended, or belongs to somebody else.
  }
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** The scratch folder in the environment that a process was started with; empty for none. */
function scratchOf(pid: number): string {
  const mark = `${scratchVariable}=`
  const variables = processFile(pid, 'environ').split('\0')
  return variables.find((variable) => variable.startsWith(mark))?.slice(mark.length) ?? ''
}

function parentOf(pid: number): number {
  return Number(processStat(pid)?.[1] ?? 0)
}

/** Has a signal stopped a process, as SIGSTOP does? Only Linux tells. */
export function isStopped(pid: number): boolean {
  return /^[Tt]$/.test(processStat(pid)?.[0] ?? '')
}
