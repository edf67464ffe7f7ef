import type { Run } from '../run/run.ts'
import { impossibleBatches } from './batches.ts'
import { impossibleBytes } from './bytes.ts'
import { impossibleDurations } from './durations.ts'
import type { Impossibility } from './impossibility.ts'
import { impossibleKeys } from './keys.ts'
import { impossibleMoments } from './moments.ts'
import { impossibleRepetitions } from './repetitions.ts'
import { impossibleShape } from './shape.ts'
import { impossibleSpread } from './spread.ts'

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
