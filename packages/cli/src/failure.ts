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
}
