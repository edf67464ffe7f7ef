import { exitCodeOf, findAll } from '../checks/find-all.ts'
import { fingerprintOf } from '../files/fingerprint.ts'
import { FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { subjectOf } from '../pipeline/leave-stamp.ts'
import { readEvidenceOrFault } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'

/** Places told; `check` tells all. */
const mostTold = 3

/** What was found of the last state of a repository: whoever asks again and again has it checked once a state. */
let last: { state: string; errors: Finding[] } | null = null

/**
 * Throws a Failure, with the exit code of `check`, when `check` finds any error: what it refuses is handed to
 * nobody. Places alone are named, for messages quote what an agent must not read.
 */
export async function refuseWhatCheckRefuses(workspace: Workspace): Promise<void> {
  const errors = await errorsOf(workspace)
  if (errors.length === 0) return
  const places = [...new Set(errors.map(placeOf))]
  const more = places.length > mostTold ? [`and ${places.length - mostTold} more`] : []
  const message =
    'Unexpected errors of `rulebook check`, expected none in what is handed to agents; run `rulebook check`, which says how to fix each'
  const told = [message, ...places.slice(0, mostTold), ...more]
  throw new FindingsFailure(told, errors, exitCodeOf(errors))
}

function placeOf({ file, line, column, rule }: Finding): string {
  return `${[file, line, column].filter((part) => part !== undefined).join(':')} [${rule}]`
}

async function errorsOf(workspace: Workspace): Promise<Finding[]> {
  const state = await stateOf(workspace)
  if (last?.state === state) return last.errors
  const findings = await findAll(workspace).then(
    (found) => found.findings,
    (error) => {
      if (error instanceof FindingsFailure) return error.findings
      throw error
    },
  )
  const errors = findings.filter(({ severity }) => severity === 'error')
  last = { state, errors }
  return errors
}

/** Every byte that a check rests on, and the settings. */
async function stateOf(workspace: Workspace): Promise<string> {
  const { root, config } = workspace
  const subject = subjectOf(workspace)
  // Those named by `distill --run` need not match any setting.
  const { evidence } = await readEvidenceOrFault(workspace)
  const files = [...subject.files, ...(evidence?.runs.map(({ file }) => file) ?? [])]
  return JSON.stringify([root, config, fingerprintOf(root, { ...subject, files })])
}
