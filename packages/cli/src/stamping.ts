import path from 'node:path'
import type { Run } from '@rulebook/bench'
import { writeText } from './files.ts'
import { type Fingerprint, fingerprintOf, hashText, type Subject, sameFingerprint } from './fingerprint.ts'
import { programFingerprint } from './program-fingerprint.ts'
import { configFile } from './root.ts'
import type { SettledReport } from './settled.ts'
import { type Stamp, stampFile } from './stamp.ts'
import type { Workspace } from './workspace.ts'

/** The state of everything before a distillation reads its first byte. */
export interface Before {
  subject: Subject
  program: string
  fingerprint: Fingerprint
}

export function takeBefore(workspace: Workspace): Before {
  const subject = subjectOf(workspace)
  return { subject, program: programFingerprint(), fingerprint: fingerprintOf(workspace.root, subject) }
}

/**
 * Leave a stamp if everything is settled: what was not written is as it was before the first byte
 * was read, and what was to be written (`texts`, by absolute path) lies there byte for byte. So an
 * edit made meanwhile, by anybody, leaves none.
 */
export async function leaveStamp(
  { root }: Workspace,
  before: Before,
  texts: ReadonlyMap<string, string>,
  until: number | null,
  report: SettledReport,
): Promise<boolean> {
  const written = [...texts].map(([file, text]) => [fromRoot(root, file), hashText(text)])
  const expected = { ...before.fingerprint, ...Object.fromEntries(written) }
  const fingerprint = fingerprintOf(root, before.subject)
  if (!sameFingerprint(fingerprint, expected) || before.program !== programFingerprint()) return false
  const stamp: Stamp = {
    schema: 'rulebook.stamp/1',
    program: before.program,
    subject: before.subject,
    fingerprint,
    until,
    report,
  }
  await writeText(stampFile(root), `${JSON.stringify(stamp, null, 1)}\n`)
  return true
}

/** When a published run will be too old for another one measured here; `null` when there is no other. */
export function expiryOf(runs: readonly Run[], local: Run | null, maxAgeDays: number): number | null {
  if (!local || runs.some(({ id }) => id === local.id)) return null
  const measured = runs.flatMap((run) => run.blocks.map((block) => Date.parse(block.measuredAt)))
  return Math.min(...measured) + maxAgeDays * 86_400_000
}

function subjectOf({ root, config, paths }: Workspace): Subject {
  const { catalogue, publishedRun, evidence, rulebook, localRun } = paths
  const files = [catalogue, publishedRun, evidence, rulebook, localRun].map((file) => fromRoot(root, file))
  return {
    files: [configFile, ...files],
    papers: toSlashes(path.normalize(config.papers)),
    runs: config.runs,
  }
}

function fromRoot(root: string, file: string): string {
  return toSlashes(path.relative(root, file))
}

function toSlashes(file: string): string {
  return file.split(path.sep).join('/').replace(/\/$/, '')
}
