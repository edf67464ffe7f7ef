import type { Run } from '@rulebook/bench'
import { readLocalRun } from '../local-state/local-run.ts'
import { withLock } from '../local-state/lock.ts'
import { findSubject, type Subject, type SubjectFlags, type SubjectMemory } from '../measuring/subject.ts'
import type { Workspace } from '../repository/workspace.ts'
import type { Output } from '../terminal/output.ts'

/** What a command works with: a repository, somewhere to say what it does, and when to stop. */
export interface Session {
  workspace: Workspace
  output: Output
  signal: AbortSignal
}

/** Do `work` while no other rulebook process of the repository writes; says so while it waits for one. */
export function locked<T>(
  { workspace, output, signal }: Session,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const onWait = () => output.wait('another rulebook is at work in this repository; waiting for it to end')
  return withLock(workspace, signal, { onWait, onFault: (fault) => output.note(fault) }, work)
}

/** The run measured here earlier; says why one that is there cannot be used. */
export async function localRun({ workspace, output }: Omit<Session, 'signal'>): Promise<Run | null> {
  const { run, fault } = await readLocalRun(workspace)
  if (fault) output.warn(fault)
  return run
}

/** What can be measured here; says so when there is no Python. */
export async function subjectOf(
  { workspace, output }: Omit<Session, 'signal'>,
  flags: SubjectFlags = {},
  memory?: SubjectMemory,
): Promise<Subject> {
  const subject = await findSubject(workspace, flags, memory)
  if (!subject.interpreter) {
    output.warn(
      `no usable Python (${subject.rejected}); install CPython 3.10 or newer to measure on this machine`,
    )
  }
  return subject
}
