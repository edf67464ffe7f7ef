import { keyOf, plannedKey } from '../plan/plan.ts'
import type { Block, Run } from '../run/run.ts'
import { type Impossibility, placeIn } from './impossibility.ts'

/** The key that a block of a run has by what the run says. */
export function keyIn(
  { machine, interpreter }: Pick<Run, 'machine' | 'interpreter'>,
  { harness, benchmarks, loaded }: Omit<Block, 'key'>,
): string {
  return keyOf({ key: plannedKey(benchmarks, { harness, machine, interpreter }) }, loaded)
}

/** Blocks whose key does not follow from what the run says that they were measured with. */
export function impossibleKeys(run: Run): Impossibility[] {
  return run.blocks.flatMap((block, index) => {
    if (block.key === keyIn(run, block)) return []
    const message =
      'Unexpected key that does not follow from the sources, harness, machine, interpreter, packages and modules that the run names, expected them as they were measured'
    return [{ place: placeIn(index, '.key'), message }]
  })
}
