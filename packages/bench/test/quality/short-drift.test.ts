import { expect, test } from 'vitest'
import { normal, seeded } from '../../../../scripts/random.ts'
import { setupBounds } from '../../src/effort/pass-plan.ts'
import { efforts } from '../../src/index.ts'
import { stabilityWarnings } from '../../src/quality/stability.ts'

const { processes, passes, setups } = efforts.quick

/**
 * Share of the members of 300 blocks of three that are called drifting at the least effort: of the
 * first, whose cost rises by `rise` within each set-up, and of the others, which only scatter.
 * Noise of a process, a set-up and a pass has the size `noise`; there are steps of the whole block and spikes.
 */
function shareWarned(noise: number, rise: number, count = processes): { first: number; others: number } {
  const random = seeded(11)
  const bounds = setupBounds(passes, setups)
  const warned = [0, 0, 0]
  for (let n = 0; n < 300; n++) {
    const steps = Array.from({ length: count * passes }, () => (random() < 0.1 ? 1.6 : 1))
    const input = warned.map((_, member) => ({
      id: `${member}`,
      operations: null,
      samples: Array.from({ length: count }, (_, process) => {
        const own = noise * normal(random)
        const places = bounds.map(() => own + noise * normal(random))
        return Array.from({ length: passes }, (_, pass) => {
          const setup = bounds.findLastIndex((from) => from <= pass)
          const risen = member === 0 && pass > bounds[setup]! ? 1 + rise : 1
          const spike = random() < 0.03 ? 1 + random() : 1
          const common = steps[process * passes + pass]!
          return 1e-6 * risen * spike * common * Math.exp(places[setup]! + noise * normal(random))
        })
      }),
    }))
    for (const [id, warnings] of stabilityWarnings(input, setups, 1e-9)) {
      if (warnings.some(({ code }) => code === 'drifting')) warned[Number(id)]!++
    }
  }
  return { first: warned[0]! / 300, others: (warned[1]! + warned[2]!) / 600 }
}

test('the passes of the least effort tell a drift, and seldom one that is none', () => {
  expect(shareWarned(0.03, 0.3).first).toBeGreaterThan(0.9)
  expect(shareWarned(0.05, 0.3).first).toBeGreaterThan(0.8)
  // On a machine as the noise of the other tests is, and on a worse one.
  expect(shareWarned(0.03, 0).others).toBeLessThanOrEqual(0.01)
  expect(shareWarned(0.05, 0).others).toBeLessThanOrEqual(0.02)
})

test('fewer than five processes tell none', () => {
  expect(shareWarned(0.03, 0.3, 4)).toEqual({ first: 0, others: 0 })
})
