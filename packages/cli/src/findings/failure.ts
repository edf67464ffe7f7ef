import type { Finding } from './finding.ts'
import { composed, Styled } from './visible-text.ts'

/** Exit codes of the command line. */
export const exitCodes = {
  fine: 0,
  findings: 1,
  badInput: 2,
  overBudget: 3,
  unsafe: 4,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/**
 * Something the user can mend: what was found, what was expected, how to mend it. No stack is shown. A
 * message is one line, whatever it quotes; several are given as such.
 */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: ExitCode
  constructor(messages: string | readonly string[], exitCode: ExitCode = exitCodes.badInput) {
    super(composed(messages))
    this.exitCode = exitCode
  }

  /** The message as people are shown it. */
  get shown(): Styled {
    return new Styled(this.message)
  }
}

/** A failure of which every place to mend is known. */
export class FindingsFailure extends Failure {
  readonly findings: Finding[]
  constructor(
    messages: string | readonly string[],
    findings: Finding[],
    exitCode: ExitCode = exitCodes.badInput,
  ) {
    super(messages, exitCode)
    this.findings = findings
  }
}

/** What the system refuses, in words, with what mends it. */
const refusals: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  EFBIG: 'the system lets no file grow so large; raise the limit (`ulimit -f`)',
  EACCES: 'permission is denied; change the permissions',
  EPERM: 'permission is denied; change the permissions',
  EROFS: 'the file system is read-only; work in a folder that may be written',
  EISDIR: 'a folder is where a file was expected; move it away',
  EEXIST: 'a file is where a folder was expected; move it away',
  ENOTDIR: 'a file is where a folder was expected; move it away',
  ELOOP: 'a link leads to itself; delete it',
  ENAMETOOLONG: 'the name is too long for the system; choose a shorter one',
  EMFILE: 'too many files are open; raise the limit (`ulimit -n`)',
}

/** Why the system refused something and what mends it, or `null` for an error of another kind. */
export function refusal(error: unknown): string | null {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === 'uv_cwd') return 'the working folder is gone; change to one that is there'
  return (code !== undefined && refusals[code]) || null
}
