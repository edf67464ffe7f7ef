import { keyOf, plannedKey } from '../plan.ts'
import type { Run } from '../run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'

/** Blocks whose key does not follow from what the run says that they were measured with. */
export function impossibleKeys({ blocks, machine, interpreter }: Run): Impossibility[] {
  return blocks.flatMap(({ key, harness, benchmarks, loaded }, index) => {
    const expected = keyOf({ key: plannedKey(benchmarks, { harness, machine, interpreter }) }, loaded)
    if (key === expected) return []
    const message =
      'Unexpected key that does not follow from the sources, harness, machine, interpreter, packages and modules that the run names, expected them as they were measured'
    return [{ place: placeIn(index, '.key'), message }]
  })
}
