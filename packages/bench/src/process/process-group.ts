import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

/** How a process ended. */
export interface Ended {
  /** Exit code; `null` when a signal ended the process or it never started. */
  code: number | null
  signal: string | null
  /** Why it could not be started: the system's code, such as ENOENT, and what it said. */
  failure: { code: string; message: string } | null
}

/** Where and with what environment a process starts. */
interface Surroundings {
  /** Folder that it starts in. */
  cwd?: string
  /** Its whole environment; that of this process when left out. */
  env?: NodeJS.ProcessEnv
  /** A file descriptor that it gets as its number 4. */
  descriptor?: number | null
}

/** Milliseconds in which what an ended process still said can be read. */
const lastWords = 500

/** Groups whose head runs: they end with this process, also where it ends in haste. */
const running = new Set<ProcessGroup>()
process.on('exit', () => {
  for (const group of running) group.kill()
})

function start(
  { execa }: typeof import('execa'),
  command: string,
  parameters: string[],
  { cwd = '.', env = process.env, descriptor }: Surroundings,
) {
  return execa(command, parameters, {
    cwd,
    env,
    extendEnv: false,
    buffer: false,
    reject: false,
    // The fourth is a lifeline for those that look at it: it ends when this process does.
    // Its types know numbers up to 9 only.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', (descriptor as 9 | null | undefined) ?? 'ignore'],
    // Windows knows no groups: there this would only open a window.
    detached: process.platform !== 'win32',
  })
}

/**
 * A process at the head of a group of its own. What it started ends with it, and is never waited for:
 * a child that outlives it may hold its streams open for as long as it likes.
 *
 * The group hears no Ctrl-C of the terminal; who starts it ends it.
 */
export class ProcessGroup {
  readonly head: ReturnType<typeof start>
  /** Resolves when the head has ended, whatever of the group holds its streams. Never rejects. */
  readonly ended: Promise<Ended>

  /** Start a command with parameters. One that cannot be started is told of by how it ends. */
  static async start(
    command: string,
    parameters: string[],
    surroundings: Surroundings = {},
  ): Promise<ProcessGroup> {
    // A hundred files, which commands that start no process need not wait for.
    const library = await import('execa')
    return new ProcessGroup(start(library, command, parameters, surroundings))
  }

  private constructor(head: ReturnType<typeof start>) {
    this.head = head
    running.add(this)
    this.ended = this.#end()
  }

  /** End the head and everything that it started at once. */
  kill(): void {
    const { pid } = this.head
    // Once it has ended, the number may be that of a stranger.
    if (pid === undefined || !running.has(this)) return
    try {
      if (process.platform === 'win32') this.head.kill('SIGKILL')
      else process.kill(-pid, 'SIGKILL')
    } catch (error) {
      // Nothing of the group is left; macOS says EPERM when only what already ended is.
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ESRCH' && code !== 'EPERM') throw error
    }
  }

  async #end(): Promise<Ended> {
    const settled = this.head.then(({ exitCode, signal, code, originalMessage }): Ended => {
      const started = exitCode !== undefined || signal !== undefined
      const failure = { code: code ?? '', message: originalMessage ?? 'it never ran' }
      return { code: exitCode ?? null, signal: signal ?? null, failure: started ? null : failure }
    })
    const exited = new Promise<Ended>((resolve) => {
      this.head.once('exit', (code, signal) => resolve({ code, signal, failure: null }))
    })
    const ended = await Promise.race([exited, settled])
    this.kill()
    running.delete(this)
    const patience = new AbortController()
    await Promise.race([settled, sleep(lastWords, undefined, patience).catch(() => {})])
    patience.abort()
    for (const stream of this.head.stdio) stream?.destroy()
    return ended
  }
}

/** Characters that are kept of what a command answers: the last. */
const mostKept = 100_000

/** What a command answered. */
export interface Answer extends Ended {
  stdout: string
  stderr: string
  /** Was it ended because it took too long? */
  late: boolean
}

/** Ask a command something and wait for its answer so many milliseconds. Never rejects. */
export async function ask(
  command: string,
  parameters: string[],
  { input = '', timeout, env }: { input?: string; timeout: number; env?: NodeJS.ProcessEnv },
): Promise<Answer> {
  const group = await ProcessGroup.start(command, parameters, env ? { env } : {})
  const { stdin, stdout, stderr } = group.head
  const said = { stdout: '', stderr: '' }
  stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout = (said.stdout + text).slice(-mostKept)
  })
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr = (said.stderr + text).slice(-mostKept)
  })
  // One that does not listen is told of by how it ends.
  stdin.on('error', () => {}).end(input)
  let late = false
  const timer = setTimeout(() => {
    late = true
    group.kill()
  }, timeout)
  const ended = await group.ended
  clearTimeout(timer)
  return { ...ended, ...said, late }
}
