import type { Run } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { decide, neededBenchmarks } from '../src/decision.ts'
import { demoPapers, demoRun, distilled } from './demo.ts'

const published = demoRun({ seed: 1 })
const previous = distilled(published).evidence

function decided(local: Run | null, settings: { published?: Run[] } = {}) {
  return decide({
    papers: demoPapers(),
    published: [published],
    local,
    previous,
    confirming: null,
    ...settings,
  })
}

function without(run: Run, block: string): Run {
  return { ...run, blocks: run.blocks.filter(({ id }) => id !== block) }
}

describe('the published run stays', () => {
  test('when nothing was measured here', () => {
    expect(decided(null)).toMatchObject({ kind: 'keep' })
  })
  test('when the local run agrees', () => {
    expect(decided(demoRun({ seed: 2 }))).toMatchObject({ kind: 'keep', differences: [] })
  })
  test('when the local run lacks what it covers, named in the reason', () => {
    const decision = decided(without(demoRun({ seed: 2, cpu: 'Other CPU' }), 'sets/miss'))
    expect(decision).toMatchObject({ kind: 'keep' })
    expect(decision.reason).toContain('sets/list')
  })
  test('when the local run lacks it, though other benchmarks changed', () => {
    const local = without(demoRun({ seed: 2, source: 'changed' }), 'sets/miss')
    expect(decided(local)).toMatchObject({ kind: 'keep' })
  })
})

describe('the local run is adopted', () => {
  test('when none was published', () => {
    expect(decided(demoRun({ seed: 2 }), { published: [] })).toMatchObject({ kind: 'adopt' })
  })
  test('when it is of another machine', () => {
    expect(decided(demoRun({ seed: 2, cpu: 'Other CPU' }))).toMatchObject({ kind: 'adopt' })
  })
  test('when it is of another patch of the interpreter', () => {
    expect(decided(demoRun({ seed: 2, version: '3.11.8' }))).toMatchObject({ kind: 'adopt' })
  })
  test('when the source of a benchmark changed', () => {
    expect(decided(demoRun({ seed: 2, source: 'changed' }))).toMatchObject({ kind: 'adopt' })
  })
  test('when the published run is too old and the local one is not', () => {
    const local = demoRun({ seed: 2 })
    for (const block of local.blocks) block.measuredAt = '2026-12-23T20:00:00Z'
    const input = { papers: demoPapers(), published: [published], previous, confirming: null }
    expect(decide({ ...input, local, oldest: '2026-12-01T00:00:00Z' })).toMatchObject({ kind: 'adopt' })
    expect(decide({ ...input, local, oldest: '2026-11-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
    expect(decide({ ...input, local, oldest: '2027-01-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
  })
  test('when it has a benchmark that the papers need and the published run lacks', () => {
    const decision = decided(demoRun({ seed: 2 }), { published: [without(published, 'sets/miss')] })
    expect(decision).toMatchObject({ kind: 'adopt' })
  })
  test('but not over memory, kernel or the time it was measured', () => {
    const local = demoRun({ seed: 2 })
    const machine = { ...local.machine, memory: 2, kernel: '7' }
    expect(decided({ ...local, machine, startedAt: '2027-01-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
  })
})

describe('what differs is measured once more', () => {
  test('with the claim, its figures, and all its benchmarks', () => {
    const decision = decided(demoRun({ seed: 2 }, { 'sets/list': 2 }))
    expect(decision).toMatchObject({
      kind: 'confirm',
      benchmarks: ['sets/list', 'sets/set'],
      differences: [{ id: 'sets/miss', from: '59×', to: expect.stringMatching(/^1[12]0×$/) }],
    })
  })

  test('when a benchmark’s time is off by more than 2×, but not by less', () => {
    const slower = (factor: number) => ({ 'loops/enter': factor, 'loops/call': factor })
    expect(decided(demoRun({ seed: 2 }, slower(1.4)))).toMatchObject({ kind: 'keep' })
    const decision = decided(demoRun({ seed: 2 }, slower(3)))
    expect(decision).toMatchObject({ kind: 'confirm', differences: [{ id: 'loops/enter' }] })
  })

  test('when a rank has another first place', () => {
    const decision = decided(demoRun({ seed: 2 }, { 'text/f': 2 }))
    expect(decision).toMatchObject({ kind: 'confirm', differences: [{ id: 'text/order' }] })
  })
})

describe('what differs again', () => {
  const first = decided(demoRun({ seed: 2 }, { 'sets/list': 2 }))
  const again = (local: Run) => {
    const input = { papers: demoPapers(), published: [published], previous }
    return decide({ ...input, local, confirming: first.differences })
  }
  test('by as much is confirmed, and the local run adopted', () => {
    expect(again(demoRun({ seed: 3 }, { 'sets/list': 2.1 }))).toMatchObject({ kind: 'adopt' })
  })
  test('in the same direction but by far more was an unsteady machine', () => {
    expect(again(demoRun({ seed: 3 }, { 'sets/list': 6 }))).toMatchObject({ kind: 'keep' })
  })
  test('in the other direction was one too', () => {
    expect(again(demoRun({ seed: 3 }, { 'sets/list': 0.5 }))).toMatchObject({ kind: 'keep' })
  })
  test('from far fewer processes than the published run has changes nothing, and the reason says so', () => {
    const decision = decided(demoRun({ seed: 2, processes: 5 }, { 'sets/list': 2 }))
    expect(decision).toMatchObject({ kind: 'keep', differences: [{ id: 'sets/miss' }] })
    expect(decision.reason).toMatch(
      /^sets\/miss differ, told by 5 processes a block instead of 8; measure with/,
    )
  })
})

test('a run without samples of a needed benchmark does not cover it', () => {
  const local = demoRun({ seed: 2, cpu: 'Other CPU' })
  for (const { benchmarks } of local.blocks.filter(({ id }) => id === 'sets/miss')) {
    for (const benchmark of benchmarks)
      benchmark.samples = benchmark.samples.map((all) => all.map(() => null))
  }
  expect(decided(local)).toMatchObject({ kind: 'keep' })
})

test('papers need the benchmarks of their claims and those that figures show', () => {
  const [loops] = demoPapers()
  const shown = { ...loops!, claims: [], rules: [] }
  expect(neededBenchmarks([shown])).toEqual(['loops/enter'])
  expect(neededBenchmarks([loops!])).toEqual(['loops/await', 'loops/call', 'loops/enter', 'loops/task'])
})
