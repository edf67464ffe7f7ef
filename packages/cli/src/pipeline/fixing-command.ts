import path from 'node:path'
import process from 'node:process'
import { configuredRuns, isCommitted, type PublishedRun } from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'

/**
 * The command that writes everything from these runs: a plain one rests on those configured, so any
 * others are named, by their paths from where the command was started.
 */
export function fixingCommand(workspace: Workspace, runs: readonly PublishedRun[]): string {
  const files = runs.map(({ file }) => file)
  const configured = configuredRuns(workspace).filter((file) => isCommitted(workspace, file))
  if (files.join('\n') === configured.join('\n')) return 'rulebook distill'
  const named = files.map((file) => {
    return ` --run ${quoted(path.relative(process.cwd(), path.join(workspace.root, file)))}`
  })
  return `rulebook distill${named.join('')}`
}

/** A word of a command line, as a shell reads it. */
function quoted(word: string): string {
  return /^[\w./][\w./+@=-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
