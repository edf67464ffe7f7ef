import { expect, test } from 'vitest'
import { type DecisionInput, decide, distill } from '../src/index.ts'
import { above, noisy, paperOf, ratioClaim, ruleOn, runOf } from './laboratory.ts'

const claim = ratioClaim('slow-way', 'slow', 'fast', above(2))
const papers = [paperOf([claim], [ruleOn(claim)])]
const costs = { slow: 4e-6, fast: 1e-6 }
const published = runOf(costs, { noise: noisy })
const local = (changed: object = {}, seed = 2) =>
  runOf({ ...costs, ...changed }, { id: `local-${seed}`, seed, noise: noisy })
const ask = (input: Partial<DecisionInput>) =>
  decide({ papers, published, local: local(), previous: null, confirming: null, ...input })

test('without a local run the published one serves', () => {
  expect(ask({ local: null })).toMatchObject({ kind: 'keep', reason: 'nothing was measured here' })
})

test('the first run is adopted', () => {
  expect(ask({ published: null })).toMatchObject({ kind: 'adopt' })
})

test('a run of the same machine that agrees changes nothing', () => {
  expect(ask({})).toEqual({ kind: 'keep', reason: 'what was measured here agrees', differences: [] })
})

test('what differs is measured once more before it counts', () => {
  const first = ask({ local: local({ slow: 8e-6 }) })
  expect(first).toMatchObject({
    kind: 'confirm',
    benchmarks: ['demo/slow', 'demo/fast'],
    differences: [{ id: 'demo/slow-way', from: '4.0×', to: expect.stringMatching(/^[78]\.\d×$/) }],
  })
  const again = ask({ local: local({ slow: 8e-6 }, 3), confirming: first.differences })
  expect(again).toMatchObject({ kind: 'adopt', reason: 'demo/slow-way differ, twice' })
  const calm = ask({ local: local({}, 4), confirming: first.differences })
  expect(calm).toMatchObject({ kind: 'keep' })
})

test('a claim that turned from true to false counts even within the tolerance of its figure', () => {
  const close = ratioClaim('close', 'slow', 'fast', above(3.7))
  const decision = decide({
    papers: [paperOf([close], [ruleOn(close)])],
    published,
    local: local({ slow: 3.45e-6 }),
    previous: null,
    confirming: null,
  })
  expect(decision).toMatchObject({
    kind: 'confirm',
    differences: [{ verdicts: { published: 'supported', local: 'refuted' } }],
  })
})

test('another interpreter or machine is adopted at once', () => {
  const python = local()
  python.interpreter = { ...python.interpreter, version: '3.13.1' }
  expect(ask({ local: python })).toMatchObject({
    kind: 'adopt',
    reason: 'measured with CPython 3.13.1, published with CPython 3.11.7',
  })
  const machine = local()
  machine.machine = { ...machine.machine, cpu: 'Other CPU' }
  expect(ask({ local: machine })).toMatchObject({ kind: 'adopt', reason: /^measured on Other CPU/ })
})

test('a kernel or memory that changed is still the same machine', () => {
  const updated = local()
  updated.machine = { ...updated.machine, kernel: '7', memory: 2 }
  expect(ask({ local: updated })).toMatchObject({ kind: 'keep' })
})

test('a run is adopted whole or not at all: one that lacks a benchmark is not', () => {
  const { slow } = costs
  const partial = runOf({ slow }, { id: 'partial' })
  partial.machine = { ...partial.machine, cpu: 'Other CPU' }
  expect(ask({ local: partial })).toMatchObject({
    kind: 'keep',
    reason: 'the run measured here lacks demo/fast',
  })
})

test('benchmarks that changed, or are new, are adopted', () => {
  expect(ask({ local: runOf(costs, { id: 'x', sourceHash: 'new' }) })).toMatchObject({
    kind: 'adopt',
    reason: /new or changed/,
  })
  expect(ask({ published: runOf({ slow: 4e-6 }) })).toMatchObject({ kind: 'adopt', reason: /demo\/fast/ })
})

test('through twenty noisy measurements nothing moves; a true change of 1.5× moves every time', () => {
  const text = (length: string) => length.length
  const previousOf = () => {
    const result = distill({
      papers,
      runs: [{ file: 'r', run: published }],
      previous: null,
      budget: 500,
      tokenizer: 't',
      countTokens: text,
      title: 'T',
    })
    if (result.kind !== 'distilled') throw new Error('too small')
    return result.evidence
  }
  const previous = previousOf()
  let still = 0
  let moved = 0
  for (let seed = 100; seed < 120; seed++) {
    if (ask({ local: local({}, seed), previous }).kind === 'keep') still++
    const first = ask({ local: local({ slow: 6e-6 }, seed), previous })
    if (
      ask({ local: local({ slow: 6e-6 }, seed + 1000), previous, confirming: first.differences }).kind ===
      'adopt'
    )
      moved++
  }
  expect(still).toBeGreaterThanOrEqual(19)
  expect(moved).toBe(20)
})
