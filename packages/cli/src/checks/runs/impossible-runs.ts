import { type Impossibility, impossibilities, isMerelyUnlikely } from '@rulebook/bench'
import type { Finding } from '../../findings/finding.ts'
import type { PublishedRun } from '../../repository/published.ts'

/** Impossibilities told of one run; more are counted. */
const mostTold = 10

/** What runs hold and no measurement gives, or hardly one. `now` is in milliseconds since 1970. */
export function impossibleRuns(runs: readonly PublishedRun[], now: number): Finding[] {
  return runs.flatMap(({ file, run }) => {
    const all = impossibilities(run, now)
    const fix = 'restore the run from version control, or delete it and run `rulebook rebuild`'
    return [
      ...messagesOf(all.filter((found) => !isMerelyUnlikely(found))).map((message): Finding => {
        return { rule: 'run-impossible', severity: 'error', file, message: `${message}; ${fix}` }
      }),
      ...messagesOf(all.filter(isMerelyUnlikely)).map((message): Finding => {
        return {
          rule: 'run-unlikely',
          severity: 'warning',
          file,
          message: `${message}; measure on a calmer machine, or, if you did not measure it, ${fix}`,
        }
      }),
    ]
  })
}

function messagesOf(all: readonly Impossibility[]): string[] {
  const told = all.slice(0, mostTold).map(({ place, message }) => `${message} (${place})`)
  const more = all.length - told.length
  return more > 0 ? [...told, `Unexpected values in ${more} more places, expected none`] : told
}
