import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Fingerprint, fingerprintOf, type Subject, sameFingerprint } from './fingerprint.ts'
import { programFingerprint } from './program-fingerprint.ts'
import type { SettledReport } from './settled.ts'

/**
 * What `rulebook distill` left behind when nothing remained to be done: the hash of every byte that
 * it read and wrote, and what there is to say. While all of that is as it was, distilling again
 * would change nothing.
 */
export interface Stamp {
  schema: 'rulebook.stamp/1'
  program: string
  subject: Subject
  fingerprint: Fingerprint
  /** Milliseconds since 1970 from when on a published run counts as too old; `null` for never. */
  until: number | null
  report: SettledReport
}

/** Where the stamp of a repository lies; git-ignored state of this machine. */
export function stampFile(root: string): string {
  return path.join(root, '.rulebook', 'stamp.json')
}

/** The stamp of a repository, if it holds now: for this program, these bytes, this moment. */
export function readStamp(root: string, now: number): Stamp | null {
  let stamp: Stamp
  try {
    stamp = JSON.parse(readFileSync(stampFile(root), 'utf8'))
    if (stamp.schema !== 'rulebook.stamp/1' || (stamp.until !== null && now >= stamp.until)) return null
    if (stamp.program !== programFingerprint()) return null
    return sameFingerprint(stamp.fingerprint, fingerprintOf(root, stamp.subject)) ? stamp : null
  } catch {
    // None yet, or one that cannot be used: the long way is always right.
    return null
  }
}
