import path from 'node:path'
import { FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import type { Workspace } from '../repository/workspace.ts'

/** Suites with faults: everything there is to mend, with places. */
export class SuiteFailure extends FindingsFailure {
  constructor(workspace: Workspace, faults: readonly string[]) {
    const findings = faults.map((fault) => suiteFinding(workspace, fault))
    super(['suites need mending; nothing was measured', ...findings.map(findingLine)], findings)
  }
}

/** A fault as the harness words it, `sets.py:3:5: …`, with the suite's path from the root. */
function suiteFinding({ config }: Workspace, fault: string): Finding {
  const [, name, line, column, message] = /^([^:]+\.py)(?::(\d+))?(?::(\d+))?: (.*)$/is.exec(fault) ?? []
  const finding: Finding = { rule: 'suite-form', severity: 'error', message: message ?? fault }
  if (name === undefined) return finding
  return {
    ...finding,
    file: path.posix.join(config.suites, name),
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  }
}
