import process from 'node:process'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  type ExecutionOptions,
  execute,
  executeAnywhere,
  type GlobalOptions,
  printError,
} from './commands/execution.ts'
import type { Session } from './commands/session.ts'
import { exitCodes } from './findings/failure.ts'
import { visibleLine } from './findings/visible-text.ts'
import { largestBudget, longestTimeout } from './repository/settings.ts'
import { print } from './terminal/printing.ts'
import { version } from './terminal/version.ts'

const program = new Command('rulebook')
  .description(
    'Measure performance claims on this machine and distil those that hold into a rulebook for agents.',
  )
  .version(version)
  .option('--root <folder>', 'a folder of the repository (default: where you are)')
  .option('--json', 'print one JSON object instead of words')
  .option('-q, --quiet', 'print only what went wrong')
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({
    // Before the options are parsed the arguments alone can tell who reads the error.
    outputError(text) {
      // The suggestion stands in a line of its own.
      const said = text
        .trim()
        .replace(/^error: /, '')
        .replace(/\n(?=\(Did you mean [^()\n]*\?\)$)/, ' ')
      const message = visibleLine(`${said}; see \`rulebook --help\``)
      if (process.argv.includes('--json')) printError(message)
      else print('stderr', `error ${message}\n`)
    },
    writeOut: (text) => print('stdout', text),
    writeErr: (text) => print('stderr', text),
  })
  .exitOverride()

const run = (command: (session: Session) => Promise<number>, { sarif = false }: ExecutionOptions = {}) =>
  execute({ ...program.opts<GlobalOptions>(), sarif }, command)

const python = () =>
  new Option('--python <path>', 'the Python to measure with (default: RULEBOOK_PYTHON, python3, python)')
const effort = () =>
  new Option('--effort <effort>', 'how much to sample').choices(['quick', 'normal', 'thorough'])
const fresh = () => new Option('--fresh', 'measure again what still holds')
const traceback = () => new Option('--traceback', 'print the whole traceback of each block that failed')
const timeout = () =>
  new Option('--timeout <seconds>', 'seconds that a suite may take for one step, such as a setup').argParser(
    (text) => {
      const seconds = Number(text)
      if (!(seconds >= 1 && seconds <= longestTimeout))
        throw new InvalidArgumentError(`Expected seconds, from 1 to ${longestTimeout}.`)
      return seconds
    },
  )
const budget = () =>
  new Option('--budget <tokens>', 'most tokens of the rulebook').argParser((text) => {
    const tokens = Number(text)
    if (!Number.isInteger(tokens) || tokens < 1 || tokens > largestBudget)
      throw new InvalidArgumentError(`Expected a whole number of tokens, at most ${largestBudget}.`)
    return tokens
  })
const runFile = () =>
  new Option(
    '--run <file>',
    'rest on this committed run in place of those configured; may be given more than once',
  ).argParser((file: string, before: string[] = []) => [...before, file])
const exact = () => new Option('--exact', 'publish the run measured here whole, whatever it differs in')

program
  .command('rebuild')
  .description('check the papers, measure what is stale, distil, sync and check: the whole pipeline')
  .addOption(python())
  .addOption(effort())
  .addOption(fresh())
  .addOption(traceback())
  .addOption(timeout())
  .addOption(budget())
  .addOption(exact())
  .action((flags) =>
    run(async (session) => (await import('./commands/rebuild.ts')).rebuildCommand(session, flags)),
  )

program
  .command('measure')
  .description('measure what is stale, of all domains or those named')
  .argument('[domain...]')
  .addOption(python())
  .addOption(effort())
  .addOption(fresh())
  .addOption(traceback())
  .addOption(timeout())
  .option('--filter <text>', 'only blocks that have this in their name or in the name of a benchmark')
  .option('--list', 'print what can be measured, and measure nothing')
  .action((domains, flags) =>
    run(async (session) => (await import('./commands/measure.ts')).measureCommand(session, domains, flags)),
  )

program
  .command('distill')
  .description('write the rulebook, its evidence and the figures of the papers; measure nothing')
  .addOption(budget())
  .addOption(exact())
  .addOption(runFile())
  .option(
    '--explain',
    'print what each rule costs and is worth, and what more tokens would buy; write nothing',
  )
  .option('--diff', 'say what moved and why, even when nothing did')
  .action((flags) =>
    run(async (session) => (await import('./commands/distill.ts')).distillCommand(session, flags)),
  )

program
  .command('sync')
  .description("bring the papers' figures up to date with the published evidence")
  .action(() => run(async (session) => (await import('./commands/sync.ts')).syncCommand(session)))

program
  .command('check')
  .description('recompute everything from the published runs and say what is stale; change nothing')
  .addOption(runFile())
  .option(
    '--base <ref>',
    'compare directives with this branch or commit (default: that of a pull request, in CI)',
  )
  .option('--sarif', 'print the findings as SARIF 2.1.0, for code scanning')
  .option('--strict', 'let warnings fail as errors do')
  .action((flags) =>
    run(async (session) => (await import('./commands/check.ts')).checkCommand(session, flags), flags),
  )

program
  .command('init')
  .description('make this folder a repository of rules: configuration, one example; overwrite nothing')
  .action(() =>
    executeAnywhere(program.opts<GlobalOptions>(), async (output, signal) =>
      (await import('./commands/init.ts')).initCommand(program.opts<GlobalOptions>().root, output, signal),
    ),
  )

program
  .command('export')
  .description('hand the rulebook to agents: as a marked section of the file they read, or as JSON')
  .addOption(
    new Option('--format <format>', 'whose file it is for')
      .choices(['agents', 'claude', 'cursor', 'copilot', 'gemini', 'json'])
      .default('agents'),
  )
  .option('--file <path>', 'write into this file of the repository')
  .option('--print', 'print the section, and write nothing')
  .option('--check', 'only say whether the file is up to date')
  .action((flags) =>
    run(async (session) => (await import('./commands/export.ts')).exportCommand(session, flags)),
  )

program
  .command('compare')
  .description('say what changed from one run to another, by what was sampled side by side')
  .argument('<before>', 'path of a run, `published` or `local`')
  .argument('<after>', 'path of a run, `published` or `local`')
  .option('--all', 'print what did not change, too')
  .action((before, after, flags) =>
    run(async (session) =>
      (await import('./commands/compare.ts')).compareCommand(session, [before, after], flags),
    ),
  )

program
  .command('doctor')
  .description('show what is there and what is missing, with what mends it')
  .addOption(python())
  .action((flags) =>
    run(async (session) => (await import('./commands/doctor.ts')).doctorCommand(session, flags)),
  )

program
  .command('explain')
  .description('explain a fault or a finding, or show what a claim, a rule or a benchmark rests on')
  .argument('<id>', 'as `unknown-benchmark` or `domain/name`')
  .action((id) => run(async (session) => (await import('./commands/explain.ts')).explainCommand(session, id)))

program
  .command('new')
  .description('write a suite, or a paper about one, that passes the checks and shows the form')
  .addArgument(program.createArgument('<what>', 'what to write').choices(['suite', 'paper']))
  .argument('<domain>', 'kebab-case; of a paper, one that has a suite')
  .action((what, domain) =>
    run(async (session) => (await import('./commands/new.ts')).newCommand(session, what, domain)),
  )

program
  .command('watch')
  .description('check, sync and distil on every save, until Ctrl-C')
  .action(() => run(async (session) => (await import('./commands/watch.ts')).watchCommand(session)))

program
  .command('mcp')
  .description(
    'serve the rules to an agent that asks, by the Model Context Protocol on standard input and output',
  )
  .action(() => run(async (session) => (await import('./commands/mcp.ts')).mcpCommand(session)))

try {
  await program.parseAsync()
} catch (error) {
  // Help and faults of usage are told by now. Nothing is cut short: what could not be printed is yet to be heard of.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.badInput
}
