import { expect, test } from 'vitest'
import { normal, seeded } from '../../../../scripts/random.ts'
import { contaminationWarning } from '../../src/sampling/contamination.ts'

/** Spread of one process's comparison on a busy shared machine, on the log scale, with a stray one in ten. */
const comparison = (random: () => number) => (random() < 0.1 ? 0.2 : 0.04) * normal(random)

/** Share of 1,000 benchmarks that cost `extra` more in their block and are called contaminated. */
function shareWarned(extra: number, processes: number, seed: number): number {
  const random = seeded(seed)
  let warned = 0
  for (let n = 0; n < 1000; n++) {
    const logs = Array.from({ length: processes }, () => Math.log1p(extra) + comparison(random))
    // The first process raises the suspicion; without it nothing is looked at again.
    if (Math.abs(logs[0]!) < Math.log(1.05)) continue
    if (
      contaminationWarning(
        'b',
        logs.map((log) => ({ contamination: { b: [log] } })),
      )
    )
      warned++
  }
  return warned / 1000
}

test.each([
  [8, 'the most that look again'],
  [5, 'the fewest that tell'],
])(
  'with %i processes that compare (%s), what costs the same is let be, and 15 %% more is told',
  (processes) => {
    const [same, more, muchMore] = [0, 0.1, 0.15].map((extra) => shareWarned(extra, processes, 7)) as [
      number,
      number,
      number,
    ]
    console.log(`warned of at 0, 10, 15 % more: ${same}, ${more}, ${muchMore}`)
    expect(same).toBeLessThanOrEqual(0.02)
    expect(more).toBeGreaterThan(0.6)
    expect(muchMore).toBeGreaterThan(0.7)
  },
)

test('one stray process does not hide what the others agree on', () => {
  const processes = [0.12, 0.11, 0.13, -0.24, 0.12, 0.14, 0.1, 0.12].map((log) => ({
    contamination: { b: [log] },
  }))
  expect(contaminationWarning('b', processes)).toEqual({
    code: 'contaminated',
    message: 'costs 13 % more in its block than alone',
  })
})
