import { readFileSync } from 'node:fs'

/** A file of a process as Linux shows it; empty where there is none. */
export function processFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/**
 * What Linux says of a process: its state, its parent and so on, the fields of `/proc/<pid>/stat` from the third on
 * (proc(5)); `null` where the system says nothing.
 */
export function processStat(pid: number): string[] | null {
  const text = processFile(pid, 'stat')
  // The name of the program, in parentheses, may hold anything, parentheses too.
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}
