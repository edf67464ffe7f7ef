import path from 'node:path'
import type { Run } from '@rulebook/bench'
import { isDisqualifying } from '@rulebook/distiller'
import type { Workspace } from '../repository/workspace.ts'

/** A benchmark whose statement is not what it is taken for, in a line that begins with its place. */
export interface StatementWarning {
  id: string
  code: string
  message: string
}

/** Those of some blocks of a run, with the paths of their suites from the root. */
export function statementWarnings(
  { config }: Workspace,
  { blocks }: Run,
  wanted: (block: { id: string; domain: string }) => boolean = () => true,
): StatementWarning[] {
  return blocks
    .filter(({ id }) => wanted({ id, domain: id.split('/')[0]! }))
    .flatMap((block) => block.benchmarks)
    .flatMap(({ id, warnings }) =>
      warnings
        .filter(({ code }) => isDisqualifying(code))
        // The harness names the suite by its file.
        .map(({ code, message }) => ({ id, code, message: path.posix.join(config.suites, '/') + message })),
    )
}
