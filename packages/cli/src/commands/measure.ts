import type { CatalogueEntry } from '@rulebook/bench'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import type { MeasureFlags } from '../measuring/measure-here.ts'
import { blocksWanted } from '../measuring/requested-benchmarks.ts'
import type { Subject } from '../measuring/subject.ts'
import type { Output } from '../terminal/output.ts'
import { measureAndReport, noteWorkFolder } from './reports/measurement.ts'
import { locked, type Session, subjectOf } from './session.ts'

export interface MeasureCommand extends MeasureFlags {
  /** Only blocks that it names: part of the id of the block or of a member. */
  filter?: string
  /** Only print what can be measured. */
  list?: boolean
  /** Print the whole traceback of each block that failed. */
  traceback?: boolean
}

/** Measure what is stale of all domains, of those named, or of the blocks that a filter names. */
export async function measureCommand(
  session: Session,
  domains: string[],
  flags: MeasureCommand,
): Promise<ExitCode> {
  const { output } = session
  const wanted = ({ catalogue }: Subject) => blocksWanted(catalogue.benchmarks, domains, flags.filter)
  if (flags.list) return list(output, wanted(await subjectOf(session, flags)))
  return locked(session, async (signal) => {
    const subject = await subjectOf(session, flags)
    const blocks = wanted(subject)
    if (!subject.interpreter) throw new Failure('nothing can be measured without Python')
    await noteWorkFolder(session)
    const { run, measured, skipped, warnings } = await measureAndReport(
      { ...session, signal },
      subject,
      { ...flags, retry: true, only: ({ id }) => blocks.has(id) },
      flags.traceback,
    )
    output.result({
      command: 'measure',
      run: run.id,
      measured: Object.fromEntries(measured),
      skipped,
      warnings,
    })
    return skipped.length > 0 ? exitCodes.findings : exitCodes.fine
  })
}

function list(output: Output, blocks: Map<string, CatalogueEntry[]>): ExitCode {
  for (const [block, members] of blocks) {
    output.say(`block ${block}`)
    for (const { id, unit, doc } of members) output.say(`  ${id} (${unit})  ${doc.split('\n')[0]}`)
  }
  const benchmarks = [...blocks.values()].flat()
  output.result({
    command: 'measure',
    benchmarks: benchmarks.map(({ id, domain, block, unit, setup, statement }) => ({
      id,
      domain,
      block,
      unit,
      setup,
      statement,
    })),
  })
  return exitCodes.fine
}
