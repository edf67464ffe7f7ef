import { expect, test } from 'vitest'
import { normal, seeded } from '../../../../scripts/random.ts'
import { type StabilityInput, stabilityWarnings } from '../../src/quality/stability.ts'

const passes = 40
const setups = 5
const resolution = 1e-9

/** A block of `count` benchmarks of one microsecond, each sample scaled by `scale`. */
function block(
  count: number,
  scale: (member: number, process: number, pass: number) => number,
): StabilityInput[] {
  return Array.from({ length: count }, (_, member) => ({
    id: `d/b${member}`,
    operations: 400,
    samples: Array.from({ length: 8 }, (_, process) =>
      Array.from({ length: passes }, (_, pass) => 1e-6 * scale(member, process, pass)),
    ),
  }))
}

const codes = (input: StabilityInput[], count = setups) =>
  Object.fromEntries(
    [...stabilityWarnings(input, count, resolution)].map(([id, w]) => [id, w.map((x) => x.code)]),
  )

const messages = (input: StabilityInput[], count = setups) =>
  [...stabilityWarnings(input, count, resolution).values()].flat().map(({ message }) => message)

/** Noise as on a shared machine: of a process, a set-up and a pass, steps of the whole block, single spikes. */
function noise(seed: number) {
  const random = seeded(seed)
  const step = Array.from({ length: 8 * passes }, () => (random() < 0.1 ? 1.6 : 1))
  const place = new Map<string, number>()
  const of = (key: string, size: number) => {
    if (!place.has(key)) place.set(key, Math.exp(size * normal(random)))
    return place.get(key)!
  }
  return (member: number, process: number, pass: number) =>
    step[process * passes + pass]! *
    of(`${member} ${process}`, 0.03) *
    of(`${member} ${process} ${setupOf(pass)}`, 0.03) *
    Math.exp(0.03 * normal(random)) *
    (random() < 0.03 ? 1 + random() : 1)
}

const setupOf = (pass: number) => Math.floor((pass * setups) / passes)

test('steady samples carry no warning', () => {
  expect(codes(block(3, () => 1))).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': [] })
})

test('a machine that changes speed under the whole block is no fault of a benchmark', () => {
  const stepping = block(3, (_, process, pass) => (process % 2 ? 2 : 1) * (1 + pass / passes))
  expect(codes(stepping)).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': [] })
})

test('a benchmark that falls into two clusters of processes is called bimodal', () => {
  const two = block(3, (member, process) => (member === 1 && process < 3 ? 1.5 : 1))
  expect(codes(two)).toEqual({ 'd/b0': [], 'd/b1': ['bimodal'], 'd/b2': [] })
})

test('a benchmark whose passes rise against its block is called drifting', () => {
  const rising = block(3, (member, _, pass) => (member === 2 ? 1 + (0.5 * pass) / passes : 1))
  expect(codes(rising)).toEqual({ 'd/b0': [], 'd/b1': [], 'd/b2': ['drifting'] })
})

test.each([2, 4])(
  'a drift within each set-up of one of %i is told, and not as the fall between set-ups',
  (count) => {
    const perSetup = passes / setups
    const saw = block(count, (member, _, pass) =>
      member === 0 ? (1 + pass / passes) ** -1 * (1 + (0.5 * (pass % perSetup)) / perSetup) : 1,
    )
    expect(messages(saw)[0]).toMatch(/^samples rise by \d+ % within a set-up,/)
  },
)

test('a drift from set-up to set-up is told', () => {
  const stair = block(3, (member, _, pass) => (member === 1 ? 1 + 0.1 * setupOf(pass) : 1))
  expect(codes(stair)).toEqual({ 'd/b0': [], 'd/b1': ['drifting'], 'd/b2': [] })
})

test.each([
  ['set-ups', (process: number, pass: number) => process * setups + setupOf(pass)],
  ['passes', (process: number, pass: number) => process * passes + pass],
])('a benchmark with two costs, as its %s fall, is called bimodal, beside one other or three', (_, key) => {
  for (const count of [2, 4]) {
    let told = 0
    for (let seed = 1; seed <= 20; seed++) {
      const scatter = noise(seed)
      const coin = seeded(seed + 1000)
      const sides = Array.from({ length: 8 * passes }, () => (coin() < 0.5 ? 1 : 1.7))
      const found = codes(
        block(count, (member, process, pass) => {
          return scatter(member, process, pass) * (member === 1 ? sides[key(process, pass)]! : 1)
        }),
      )
      if (found['d/b1']!.includes('bimodal')) told++
      expect(found['d/b0']).not.toContain('bimodal')
    }
    expect(told).toBeGreaterThanOrEqual(18)
  }
})

test('noise with steps and spikes is called neither bimodal nor drifting', () => {
  let warned = 0
  for (let seed = 1; seed <= 100; seed++) {
    for (const count of [2, 4]) warned += messages(block(count, noise(seed))).length
  }
  expect(warned / 600).toBeLessThanOrEqual(0.01)
})

test('batches of a few clock ticks are pointed out', () => {
  const input = block(2, () => 1).map((benchmark) => ({ ...benchmark, operations: 1 }))
  expect([...stabilityWarnings(input, setups, 1e-7).values()].flat().map((w) => w.code)).toEqual([
    'clock-resolution',
    'clock-resolution',
  ])
  expect(stabilityWarnings(input, setups, 1e-7).get('d/b0')![0]!.message).toBe(
    'what is timed lasts 10 clock ticks',
  )
})
