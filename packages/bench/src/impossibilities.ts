import { impossibleBatches } from './impossible/batches.ts'
import { impossibleBytes } from './impossible/bytes.ts'
import { impossibleDurations } from './impossible/durations.ts'
import type { Impossibility } from './impossible/impossibility.ts'
import { impossibleKeys } from './impossible/keys.ts'
import { impossibleMoments } from './impossible/moments.ts'
import { impossibleRepetitions } from './impossible/repetitions.ts'
import { impossibleShape } from './impossible/shape.ts'
import { impossibleSpread } from './impossible/spread.ts'
import type { Run } from './run.ts'

/**
 * Everything in a run that no measurement gives, so that it was edited since: moments in the future, samples that do
 * not go with their loops or with the duration of their process, counts that do not fit, keys that do not follow.
 * What it cannot tell is a run whose numbers were all made up to fit. `now` is in milliseconds since 1970.
 */
export function impossibilities(run: Run, now: number): Impossibility[] {
  const shape = [...impossibleMoments(run, now), ...impossibleRepetitions(run), ...impossibleShape(run)]
  return [
    ...shape,
    ...impossibleKeys(run),
    ...impossibleDurations(run),
    ...impossibleBatches(run),
    ...impossibleBytes(run),
    ...impossibleSpread(run),
  ]
}
