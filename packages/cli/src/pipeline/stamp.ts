import { lstatSync } from 'node:fs'
import path from 'node:path'
import { readRegularFile } from '@rulebook/bench/regular-file'
import { unsealed } from '@rulebook/bench/seal'
import { isContinuousIntegration } from '../files/continuous-integration.ts'
import { type Fingerprint, fingerprintOf, type Subject, sameFingerprint } from '../files/fingerprint.ts'
import { signerOf } from '../files/machine-secret.ts'
import { programFingerprint } from '../files/program-fingerprint.ts'
import type { SettledReport } from './unchanged-report.ts'

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
  return path.join(root, '.rulebook', stampName)
}

/** The name under which a stamp is sealed. */
export const stampName = 'stamp.json'

/**
 * The stamp of a repository, if it holds now: left by this program on this machine, for these bytes, this moment.
 * In continuous integration everything is looked at.
 */
export function readStamp(root: string, now: number): Stamp | null {
  if (isContinuousIntegration()) return null
  try {
    const folder = lstatSync(path.dirname(stampFile(root)), { throwIfNoEntry: false })
    const bytes = folder?.isDirectory() ? readRegularFile(stampFile(root)) : null
    const text = bytes && unsealed(bytes.toString('utf8'), stampName, signerOf(root))
    if (text === null) return null
    const stamp: Stamp = JSON.parse(text)
    if (stamp.schema !== 'rulebook.stamp/1' || (stamp.until !== null && now >= stamp.until)) return null
    if (stamp.program !== programFingerprint()) return null
    return sameFingerprint(stamp.fingerprint, fingerprintOf(root, stamp.subject)) ? stamp : null
  } catch {
    // None yet, or one that cannot be used: the long way is always right.
    return null
  }
}
