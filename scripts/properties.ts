/**
 * How the property tests draw their cases. In the gate they are the same each time, so that it tells
 * of the change at hand and not of luck. `npm run fuzz` draws others each time, and more of them.
 */
import fc from 'fast-check'
import { vi } from 'vitest'

const factor = Number(process.env.RULEBOOK_FUZZ ?? 0)

/** Cases to try of a property of which the gate tries `count`. */
export function tries(count: number): number {
  return Math.ceil(count * Math.max(1, factor))
}

fc.configureGlobal({ numRuns: tries(100), ...(factor === 0 && { seed: 1 }) })
if (factor > 0) vi.setConfig({ testTimeout: 3_600_000 })
