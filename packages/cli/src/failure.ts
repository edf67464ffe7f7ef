import type { Finding } from './papers.ts'
import type { Styled } from './visible.ts'

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

/** Something the user can mend: what was found, what was expected, how to mend it. No stack is shown. */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: ExitCode
  constructor(message: string, exitCode: ExitCode = exitCodes.badInput) {
    super(message)
    this.exitCode = exitCode
  }

  /** The message as people are shown it. */
  get shown(): string | Styled {
    return this.message
  }
}

/** A failure of which every place to mend is known. */
export class FindingsFailure extends Failure {
  readonly findings: Finding[]
  constructor(message: string, findings: Finding[], exitCode: ExitCode = exitCodes.badInput) {
    super(message, exitCode)
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
  EMFILE: 'too many files are open; raise the limit (`ulimit -n`)',
}

/** Why the system refused something and what mends it, or `null` for an error of another kind. */
export function refusal(error: unknown): string | null {
  const { code } = error as NodeJS.ErrnoException
  return (code !== undefined && refusals[code]) || null
}
