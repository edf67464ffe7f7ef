import { fixOfHanging } from './phase.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** How to fix a block whose worker failed. */
export function fixFor(failure: WorkerFailure, block: { domain: string; name: string }): string {
  const again = `\`rulebook measure ${block.domain}\``
  const suite = `${block.domain}.py`
  const missing = /ModuleNotFoundError: No module named '([\w.]{1,60})'/.exec(failure.message)?.[1]
  if (missing?.includes('.'))
    return `put the module ${missing} in place, or its import right, then run ${again}`
  if (missing !== undefined) {
    return (
      `name ${missing} in \`requires\` of the benchmark if it is a package, or its folder in \`pythonPath\` of ` +
      `rulebook.config.json if it is your own code, then run ${again}`
    )
  }
  switch (failure.kind) {
    case 'suite':
      return `fix the block ${block.name} in ${suite}, then run ${again}`
    case 'raised':
      return `fix the block ${block.name} in ${suite}, then run ${again}, with --traceback to see all of it`
    case 'memory':
      return (
        `make the data of block ${block.name} in ${suite} smaller, or allow more with \`memoryGigabytes\` in ` +
        `rulebook.config.json where the machine has it, then run ${again}`
      )
    case 'timeout':
      return `${fixOfTimeout(failure, suite)}, then run ${again}`
    case 'exited':
      return `look for what ends the process in block ${block.name} of ${suite}, then run ${again}`
    case 'protocol':
      return `let block ${block.name} of ${suite} close and write only what it opened, then run ${again}`
  }
}

/** How to fix what did not end in time, wherever it was asked for. */
export function fixOfTimeout({ phase, limit }: WorkerFailure, suite: string): string {
  const shorter = fixOfHanging(phase ?? { name: '', what: '' }, suite)
  return `${shorter}, or allow more than ${limit} s with --timeout or \`timeoutSeconds\` in rulebook.config.json`
}
