import { readFileSync } from 'node:fs'
import process from 'node:process'
import { Command, InvalidArgumentError, Option } from 'commander'
import { exitCodes, Failure } from './failure.ts'
import type { PaperFailure } from './papers.ts'
import { type GlobalOptions, openWorkspace, type Workspace } from './workspace.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const program = new Command('rulebook')
  .description(
    'Measure performance claims on this machine and distil those that hold into a rulebook for agents.',
  )
  .version(version)
  .option('--root <folder>', 'a folder of the repository (default: where you are)')
  .option('--json', 'print one JSON object instead of words')
  .option('-q, --quiet', 'print only what went wrong')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? exitCodes.fine : exitCodes.badInput)
  })

const python = () =>
  new Option('--python <path>', 'the Python to measure with (default: RULEBOOK_PYTHON, python3, python)')
const effort = () =>
  new Option('--effort <effort>', 'how much to sample').choices(['quick', 'normal', 'thorough'])
const fresh = () => new Option('--fresh', 'measure again what still holds')
const budget = () =>
  new Option('--budget <tokens>', 'most tokens of the rulebook').argParser((text) => {
    const tokens = Number(text)
    if (!Number.isInteger(tokens) || tokens < 1)
      throw new InvalidArgumentError('Expected a whole number of tokens.')
    return tokens
  })
const exact = () => new Option('--exact', 'publish every figure afresh, even those that still stand')

program
  .command('rebuild')
  .description('check the papers, measure what is stale, distil, sync and check: the whole pipeline')
  .addOption(python())
  .addOption(effort())
  .addOption(fresh())
  .addOption(budget())
  .addOption(exact())
  .action((flags) =>
    run(async (workspace, signal) =>
      (await import('./commands/rebuild.ts')).rebuildCommand(workspace, flags, signal),
    ),
  )

program
  .command('measure')
  .description('measure what is stale, of all domains or those named')
  .argument('[domain...]')
  .addOption(python())
  .addOption(effort())
  .addOption(fresh())
  .option('--list', 'print what can be measured, and measure nothing')
  .action((domains, flags) =>
    run(async (workspace, signal) =>
      (await import('./commands/measure.ts')).measureCommand(workspace, domains, flags, signal),
    ),
  )

program
  .command('distill')
  .description('write the rulebook, its evidence and the figures of the papers; measure nothing')
  .addOption(budget())
  .addOption(exact())
  .action((flags) =>
    run(async (workspace, signal) =>
      (await import('./commands/distill.ts')).distillCommand(workspace, flags, signal),
    ),
  )

program
  .command('sync')
  .description("bring the papers' figures up to date with the published evidence")
  .action(() =>
    run(async (workspace, signal) => (await import('./commands/sync.ts')).syncCommand(workspace, signal)),
  )

program
  .command('check')
  .description('recompute everything from the published run and say what is stale; change nothing')
  .action(() => run(async (workspace) => (await import('./commands/check.ts')).checkCommand(workspace)))

program
  .command('doctor')
  .description('show what is there and what is missing, with what mends it')
  .addOption(python())
  .action((flags) =>
    run(async (workspace) => (await import('./commands/doctor.ts')).doctorCommand(workspace, flags)),
  )

await program.parseAsync()

/** Open the workspace, do the command, and end with its exit code; Ctrl-C ends it in good order. */
async function run(command: (workspace: Workspace, signal: AbortSignal) => Promise<number>): Promise<void> {
  const options = program.opts<GlobalOptions>()
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    const workspace = await openWorkspace(options)
    process.exitCode = await command(workspace, stop.signal)
  } catch (error) {
    process.exitCode = stop.signal.aborted ? exitCodes.interrupted : report(error, options)
    if (stop.signal.aborted) {
      process.stderr.write('stopped; what was measured is kept, run the command again to go on\n')
    }
  }
}

/** Say what went wrong, in words or as JSON, and give the exit code. */
function report(error: unknown, { json }: GlobalOptions): number {
  const expected = error instanceof Failure
  const message = expected
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)
  if (json) {
    const findings = (error as Partial<PaperFailure>).findings ?? [
      { rule: 'failure', severity: 'error', message },
    ]
    process.stdout.write(`${JSON.stringify({ error: message.split('\n')[0], findings }, null, 2)}\n`)
  } else process.stderr.write(`error ${message}\n`)
  return expected ? error.exitCode : exitCodes.badInput
}
