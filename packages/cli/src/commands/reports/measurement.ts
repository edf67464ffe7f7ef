import { workFolder } from '../../local-state/work-folder.ts'
import { type Measured, type MeasureRequest, measureHere } from '../../measuring/measure-here.ts'
import type { MeasuredSubject } from '../../measuring/subject.ts'
import type { Output } from '../../terminal/output.ts'
import { ProgressDisplay } from '../../terminal/progress.ts'
import type { Session } from '../session.ts'
import { stalenessLines } from './staleness-lines.ts'

/** Measure, show how far it is, and say what came of it; with `traceback` also where Python failed. */
export async function measureAndReport(
  { workspace, output, signal }: Session,
  subject: MeasuredSubject,
  request: MeasureRequest,
  traceback = false,
): Promise<Measured> {
  const progress = new ProgressDisplay(output)
  const listener = {
    onNote: (note: readonly string[]) => note.length > 0 && output.warn(note),
    onStep: (step: string) => output.say(step),
    onProgress: progress.update.bind(progress),
  }
  try {
    const measured = await measureHere(workspace, subject, request, listener, signal)
    progress.stop()
    report(output, measured, traceback)
    return measured
  } finally {
    progress.stop()
  }
}

/** Say, before anything is measured, that the work folder lies in memory. */
export async function noteWorkFolder({ workspace, output }: Session): Promise<void> {
  const { fault } = await workFolder(workspace)
  if (fault) output.note(`the work folder ${fault.found}; ${fault.fix}`)
}

function report(
  output: Output,
  { run, interpreter, measured, kept, ...rest }: Measured,
  traceback: boolean,
): void {
  const subject = `${interpreter.implementation} ${interpreter.version}`
  output.say(
    measured.size === 0
      ? `measured nothing${kept.length > 0 ? `: ${kept.length} blocks of ${subject} still hold` : ''}`
      : `measured ${measured.size} blocks with ${subject} in ${Math.round(run.duration)} s, kept ${kept.length}`,
  )
  for (const line of stalenessLines(measured)) output.say(line)
  const processes = run.blocks.flatMap((block) => (measured.has(block.id) ? block.processes : []))
  const disturbed = processes.filter((process) => process.disturbed).length
  if (disturbed > 0) {
    output.say(`passed over ${disturbed} of ${processes.length} processes, in which the machine was slow`)
  }
  for (const { id, reason, fix } of rest.skipped) {
    output.warn(`${id} was skipped: ${reason}; ${fix}`)
    if (traceback) output.aside(rest.tracebacks.get(id) ?? '')
  }
  for (const { id, code, message } of rest.warnings) output.warn(`${message} [${code}, ${id}]`)
}
