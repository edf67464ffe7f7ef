import type { CatalogueEntry } from '@rulebook/bench'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import { withLock } from '../local-state/lock.ts'
import { noteWorkFolder } from '../local-state/work-folder.ts'
import { findSubject, type MeasureFlags, measureHere, type Subject } from '../measuring/measuring.ts'
import { blocksWanted } from '../measuring/requested-benchmarks.ts'
import type { Workspace } from '../repository/workspace.ts'

export interface MeasureCommand extends MeasureFlags {
  /** Only blocks that it names: part of the id of the block or of a member. */
  filter?: string
  /** Only print what can be measured. */
  list?: boolean
}

/** Measure what is stale of all domains, of those named, or of the blocks that a filter names. */
export async function measureCommand(
  workspace: Workspace,
  domains: string[],
  flags: MeasureCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  const wanted = ({ catalogue }: Subject) => blocksWanted(catalogue.benchmarks, domains, flags.filter)
  if (flags.list) return list(workspace, wanted(await findSubject(workspace, flags)))
  return withLock(workspace, signal, async (held) => {
    const subject = await findSubject(workspace, flags)
    const blocks = wanted(subject)
    if (!subject.interpreter) throw new Failure('nothing can be measured without Python')
    await noteWorkFolder(workspace)
    const only = ({ id }: { id: string }) => blocks.has(id)
    const { run, measured, skipped, warnings } = await measureHere(
      workspace,
      subject,
      { ...flags, retry: true, only },
      held,
    )
    workspace.output.result({
      command: 'measure',
      run: run.id,
      measured: Object.fromEntries(measured),
      skipped,
      warnings,
    })
    return skipped.length > 0 ? exitCodes.findings : exitCodes.fine
  })
}

function list({ output }: Workspace, blocks: Map<string, CatalogueEntry[]>): ExitCode {
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
