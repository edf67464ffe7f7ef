import process from 'node:process'
import { asFailure } from '../findings/as-failure.ts'
import { exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { inLines } from '../findings/finding-line.ts'
import type { Breakdown } from '../findings/sarif.ts'
import { printable, printableJson, quotedLines } from '../findings/visible-text.ts'
import { openWorkspace } from '../repository/workspace.ts'
import { Output } from '../terminal/output.ts'
import { print } from '../terminal/printing.ts'
import type { Session } from './session.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  root?: string
  json?: boolean
  quiet?: boolean
}

/** How a command is to be done, and how it says what goes wrong. */
export interface ExecutionOptions extends GlobalOptions {
  /** Print what goes wrong as SARIF, for programs. */
  sarif?: boolean
}

/** Open the workspace and do the command in it. */
export async function execute(
  options: ExecutionOptions,
  command: (session: Session) => Promise<number>,
): Promise<void> {
  await executeAnywhere(options, async (output, signal) =>
    command({ workspace: await openWorkspace(options.root), output, signal }),
  )
}

/** Do a command, and end with its exit code; what goes wrong is told, and Ctrl-C ends it in good order. */
export async function executeAnywhere(
  options: ExecutionOptions,
  command: (output: Output, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Listened to until the end: libraries that clean up end the process when they listen alone. Who
    // asks twice is not kept waiting.
    process.on(signal, () => (stop.signal.aborted ? process.exit(exitCodes.interrupted) : stop.abort()))
  }
  // Listened to, a write beyond the limit of a file's size fails with EFBIG, which can be told; unheard it kills.
  process.on('SIGXFSZ', () => {})
  try {
    checkWorkingFolder()
    process.exitCode = await command(new Output(options), stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) {
      process.exitCode = await report(await asFailure(error), options)
      return
    }
    process.exitCode = exitCodes.interrupted
    const message = 'stopped; what was measured is kept, run the command again to go on'
    if (options.sarif) await printSarif([], { message, exitCode: exitCodes.interrupted })
    else if (options.json) printError(message)
    else print('stderr', `${message}\n`)
  }
}

/** Throws when the working folder is gone, from another one: what tells of it needs one that is there. */
function checkWorkingFolder(): void {
  try {
    process.cwd()
  } catch (error) {
    process.chdir('/')
    throw error
  }
}

/** Say what went wrong, in words, as JSON or as SARIF, and give the exit code. */
async function report(error: unknown, { json, sarif }: ExecutionOptions): Promise<number> {
  const expected = error instanceof Failure
  const message = expected ? error.message : describeDefect(error)
  const exitCode = expected ? error.exitCode : exitCodes.badInput
  const findings = error instanceof FindingsFailure ? error.findings : undefined
  if (sarif) await printSarif(findings ?? [], findings ? undefined : { message, exitCode })
  else if (json) printError(message, findings)
  else print('stderr', `error ${expected ? printable(error.shown) : message}\n`)
  return exitCode
}

function describeDefect(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return ['Unexpected defect of rulebook, please report it', ...quotedLines(stack)].join('\n')
}

async function printSarif(findings: readonly Finding[], breakdown?: Breakdown): Promise<void> {
  const [{ sarifOf }, { version }, { readExplanations }] = await Promise.all([
    import('../findings/sarif.ts'),
    import('../terminal/version.ts'),
    import('../explaining/explanation-pages.ts'),
  ])
  const log = sarifOf(findings, version, await readExplanations(), breakdown)
  print('stdout', `${printableJson(log, 2)}\n`)
}

/** An error for programs: its first line, and everything there is to mend. The lines of a message are ours. */
export function printError(message: string, findings?: readonly Finding[]): void {
  const failure: Finding = { rule: 'failure', severity: 'error', message }
  const data = { error: message.split('\n')[0], findings: findings ? inLines(findings) : [failure] }
  print('stdout', `${printableJson(data, 2)}\n`)
}
