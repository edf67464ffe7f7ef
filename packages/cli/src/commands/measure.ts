import { blocksOf, type CatalogueEntry } from '@rulebook/bench'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { withLock } from '../lock.ts'
import { findSubject, type MeasureFlags, measureHere } from '../measuring.ts'
import type { Workspace } from '../workspace.ts'

export interface MeasureCommand extends MeasureFlags {
  /** Only print what can be measured. */
  list?: boolean
}

/** Measure what is stale, or the blocks of the named domains. */
export async function measureCommand(
  workspace: Workspace,
  domains: string[],
  flags: MeasureCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  return withLock(workspace, signal, async () => {
    const subject = await findSubject(workspace, flags)
    const { catalogue } = subject
    const known = [...new Set(catalogue.benchmarks.map((benchmark) => benchmark.domain))]
    const unknown = domains.filter((domain) => !known.includes(domain))
    if (unknown.length > 0) {
      throw new Failure(`Unexpected domain ${unknown.join(', ')}, expected of ${known.join(', ')}`)
    }
    const wanted = (domain: string) => domains.length === 0 || domains.includes(domain)
    const listed = catalogue.benchmarks.filter((benchmark) => wanted(benchmark.domain))
    if (flags.list) return list(workspace, listed)
    if (!subject.interpreter) throw new Failure('nothing can be measured without Python')
    const only = ({ domain }: { domain: string }) => wanted(domain)
    const { run, measured } = await measureHere(workspace, subject, { ...flags, retry: true, only }, signal)
    workspace.output.result({
      command: 'measure',
      run: run.id,
      measured: Object.fromEntries(measured),
      skipped: run.skipped,
    })
    return run.skipped.length > 0 ? exitCodes.findings : exitCodes.fine
  })
}

function list({ output }: Workspace, benchmarks: CatalogueEntry[]): ExitCode {
  for (const [block, members] of blocksOf(benchmarks)) {
    output.say(block)
    for (const { id, unit, doc } of members) output.say(`  ${id} (${unit})  ${doc}`)
  }
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
