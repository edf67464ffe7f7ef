import { impossibilities } from '@rulebook/bench'
import type { Finding } from '../papers.ts'
import type { PublishedRun } from '../published.ts'

/** Impossibilities told of one run; more are counted. */
const mostTold = 10

/** What runs hold and no measurement gives. `now` is in milliseconds since 1970. */
export function impossibleRuns(runs: readonly PublishedRun[], now: number): Finding[] {
  return runs.flatMap(({ file, run }) => {
    const all = impossibilities(run, now)
    const told = all.slice(0, mostTold).map(({ place, message }) => `${message} (${place})`)
    const more = all.length - told.length
    const messages = more > 0 ? [...told, `Unexpected values in ${more} more places, expected none`] : told
    return messages.map((message): Finding => {
      return {
        rule: 'run-impossible',
        severity: 'error',
        file,
        message: `${message}; restore the run from version control, or delete it and run \`rulebook rebuild\``,
      }
    })
  })
}
