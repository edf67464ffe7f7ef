import type { Block, Run } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { type DecisionInput, decide, neededBenchmarks } from '../../src/decide/decision.ts'
import { formatEvidenceFile } from '../../src/render/evidence-json.ts'
import { demoPapers, demoRun, distilled, suitesOf } from '../demo.ts'

const published = demoRun({ seed: 1 })

function decided(local: Run | null, settings: Partial<DecisionInput> = {}) {
  return decide({
    papers: demoPapers(),
    published: [published],
    local,
    suites: suitesOf(local ?? published),
    confirming: null,
    ...settings,
  })
}

/** What is adopted; fails when nothing is. */
function adopted(local: Run, settings: Partial<DecisionInput> = {}) {
  const decision = decided(local, settings)
  if (decision.kind !== 'adopt') throw new Error(`Unexpected ${decision.kind}: ${decision.reason}`)
  return decision
}

function without(run: Run, block: string): Run {
  return { ...run, blocks: run.blocks.filter(({ id }) => id !== block) }
}

/** The run with one block of its changed. */
function withBlock(run: Run, id: string, change: Partial<Block>): Run {
  return { ...run, blocks: run.blocks.map((block) => (block.id === id ? { ...block, ...change } : block)) }
}

function blockOf(run: Run, id: string): Block | undefined {
  return run.blocks.find((block) => block.id === id)
}

describe('the published run stays', () => {
  test('when nothing was measured here', () => {
    expect(decided(null)).toMatchObject({ kind: 'keep' })
  })
  test('when the local run agrees', () => {
    expect(decided(demoRun({ seed: 2 }))).toMatchObject({ kind: 'keep' })
  })
  test('when the local run, of another machine, lacks what it covers, named in the reason', () => {
    const decision = decided(without(demoRun({ seed: 2, cpu: 'Other CPU' }), 'sets/miss'))
    expect(decision).toMatchObject({ kind: 'keep' })
    expect(decision.reason).toContain('sets/list')
  })
  test('over memory, kernel or the time it was measured', () => {
    const local = demoRun({ seed: 2 })
    const machine = { ...local.machine, memory: 2, kernel: '7' }
    expect(decided({ ...local, machine, startedAt: '2027-01-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
  })
})

describe('the local run is adopted whole', () => {
  test('when none was published', () => {
    const local = demoRun({ seed: 2 })
    expect(adopted(local, { published: [] })).toMatchObject({ run: local, replaces: null })
  })
  test.each([
    ['another machine', { cpu: 'Other CPU' }],
    ['another patch of the interpreter', { version: '3.11.8' }],
  ])('when it is of %s, whatever it agrees with', (_, options) => {
    const local = demoRun({ seed: 2, ...options })
    expect(adopted(local).run).toBe(local)
  })
  test('when it is of another filesystem or another build', () => {
    const local = demoRun({ seed: 2 })
    const machine = { ...local.machine, filesystem: 'tmpfs' }
    expect(adopted({ ...local, machine }).blocks).toHaveLength(4)
    const interpreter = { ...local.interpreter, flags: ['pgo'] }
    expect(adopted({ ...local, interpreter }).blocks).toHaveLength(4)
  })
})

describe('a debug build', () => {
  const debug = (run: Run): Run => {
    return { ...run, interpreter: { ...run.interpreter, flags: ['debug'] } }
  }
  test('is not adopted unasked, and the reason says how', () => {
    const decision = decided(debug(demoRun({ seed: 2 })))
    expect(decision).toMatchObject({ kind: 'keep' })
    expect(decision.reason).toMatch(/CPython 3\.11\.7 here is a debug build, .*--exact/)
    expect(decided(debug(demoRun({ seed: 2 })), { published: [] })).toMatchObject({ kind: 'keep' })
  })
  test('is, where the published run is of one', () => {
    const local = debug(demoRun({ seed: 2, version: '3.11.8' }))
    expect(adopted(local, { published: [debug(published)] }).run).toBe(local)
  })
})

describe('of the same machine and interpreter a block is replaced at once, and no other,', () => {
  const local = demoRun({ seed: 2 }, { 'sets/list': 1.1, 'loops/enter': 1.1 })

  /** The blocks of the run that have other samples than those published. */
  function replaced(run: Run): string[] {
    return run.blocks.flatMap((block) => (block === blockOf(published, block.id) ? [] : [block.id]))
  }

  test('when its key is another: code, packages or harness', () => {
    const decision = adopted(withBlock(local, 'sets/miss', { key: 'other' }))
    expect(decision).toMatchObject({ blocks: ['sets/miss'], replaces: published.id })
    expect(decision.reason).toBe('of other code, packages or harness: sets/miss')
    expect(replaced(decision.run)).toEqual(['sets/miss'])
    expect(decision.run).toMatchObject({ id: local.id, startedAt: local.startedAt })
  })

  test('and all its figures are what it says, however little they differ', () => {
    const { run } = adopted(withBlock(local, 'sets/miss', { key: 'other' }))
    const [before, after] = [distilled(published), distilled(run)]
    expect(after.rulebook).toContain('Use a set (66×)')
    const moved = after.evidence.claims.filter(({ id, figure }) => {
      return figure !== before.evidence.claims.find((claim) => claim.id === id)!.figure
    })
    expect(moved.map(({ id }) => id)).toEqual(['sets/miss'])
  })

  test('when it is too old and the local one is not', () => {
    const oldest = '2026-12-01T00:00:00Z'
    const younger = withBlock(local, 'loops/entry', { measuredAt: '2026-12-23T20:00:00Z' })
    expect(adopted(younger, { oldest })).toMatchObject({
      blocks: ['loops/entry'],
      reason: 'too old: loops/entry',
    })
    expect(decided(younger, { oldest: '2026-11-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
    expect(decided(younger, { oldest: '2027-01-01T00:00:00Z' })).toMatchObject({ kind: 'keep' })
  })

  test('when the published run lacks it', () => {
    const decision = adopted(local, { published: [without(published, 'sets/miss')] })
    expect(decision).toMatchObject({ blocks: ['sets/miss'], reason: 'new: sets/miss' })
    expect(decision.run.blocks.map(({ id }) => id).sort()).toEqual(
      published.blocks.map(({ id }) => id).sort(),
    )
  })

  test('and one goes that the suites know no more', () => {
    const gone = { ...published.blocks[0]!, id: 'loops/gone', benchmarks: [] }
    const before = { ...published, blocks: [...published.blocks, gone] }
    const decision = adopted(local, { published: [before] })
    expect(decision).toMatchObject({ blocks: [], reason: 'no longer in the suites: loops/gone' })
    expect(decision.run).toEqual(published)
  })

  test('but none that would lose what papers need', () => {
    const lacking = withBlock(withBlock(local, 'sets/miss', { key: 'other' }), 'text/format', {
      key: 'other',
    })
    const sets = blockOf(lacking, 'sets/miss')!
    const benchmarks = sets.benchmarks.map((b) => ({ ...b, samples: b.samples.map(() => [null]) }))
    expect(adopted(withBlock(lacking, 'sets/miss', { benchmarks })).blocks).toEqual(['text/format'])
    expect(decided(without(local, 'sets/miss'))).toMatchObject({
      kind: 'keep',
      reason: 'the run measured here lacks sets/list, sets/set',
    })
  })

  test('but none that was measured before the suites became what the published run measured', () => {
    const behind = withBlock(local, 'sets/miss', { key: 'older' })
    const old = blockOf(behind, 'sets/miss')!
    const benchmarks = old.benchmarks.map((b) => ({ ...b, sourceHash: 'older' }))
    const stale = withBlock(behind, 'sets/miss', { benchmarks, measuredAt: '2026-11-24T20:00:00Z' })
    expect(decided(stale, { suites: suitesOf(published) })).toMatchObject({ kind: 'keep' })
    expect(adopted(stale, { suites: suitesOf(stale) }).blocks).toEqual(['sets/miss'])
    const earlier = withBlock(behind, 'sets/miss', { measuredAt: '2026-11-22T20:00:00Z' })
    expect(decided(earlier)).toMatchObject({ kind: 'keep' })
  })

  test('decided again over its own outcome, nothing is left to do', () => {
    const other = withBlock(local, 'sets/miss', { key: 'other' })
    const { run } = adopted(other)
    expect(decided(other, { published: [run] })).toMatchObject({ kind: 'keep' })
    expect(formatEvidenceFile(distilled(run).evidence)).toBe(formatEvidenceFile(distilled(run).evidence))
  })

  test('all of them make the local run', () => {
    const changed = demoRun({ seed: 2, source: 'changed' })
    expect(adopted(changed).run).toBe(changed)
  })

  test('skipped benchmarks are those of what it lacks', () => {
    const after = withBlock(local, 'sets/miss', { key: 'other' })
    const skipped = ['sets/list', 'loops/entry', 'loops/other'].map((id) => ({ id, reason: 'r', fix: 'f' }))
    const { run } = adopted({ ...after, skipped })
    expect(run.skipped.map(({ id }) => id)).toEqual(['loops/other'])
  })
})

describe('what merely differs is measured once more', () => {
  test('with the claim, its readings, and all its benchmarks', () => {
    const decision = decided(demoRun({ seed: 2 }, { 'sets/list': 2 }))
    expect(decision).toMatchObject({
      kind: 'confirm',
      benchmarks: ['sets/list', 'sets/set'],
      differences: [{ id: 'sets/miss', block: 'sets/miss' }],
      meanwhile: { kind: 'keep' },
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

  test('and meanwhile what needs no second measurement is adopted', () => {
    const local = withBlock(demoRun({ seed: 2 }, { 'sets/list': 2 }), 'text/format', { key: 'other' })
    expect(decided(local)).toMatchObject({
      kind: 'confirm',
      benchmarks: ['sets/list', 'sets/set'],
      meanwhile: { kind: 'adopt', blocks: ['text/format'] },
    })
  })
})

describe('what differs again', () => {
  const first = decided(demoRun({ seed: 2 }, { 'sets/list': 2 }))
  if (first.kind !== 'confirm') throw new Error(`Unexpected ${first.kind}`)
  const again = (local: Run) => decided(local, { confirming: first.differences })

  test('by as much is confirmed, and its block alone is adopted', () => {
    const local = demoRun({ seed: 3 }, { 'sets/list': 2.1 })
    expect(again(local)).toMatchObject({
      kind: 'adopt',
      blocks: ['sets/miss'],
      reason: 'measured otherwise, twice: sets/miss',
    })
  })
  test('in the same direction but by far more was an unsteady machine', () => {
    expect(again(demoRun({ seed: 3 }, { 'sets/list': 6 }))).toMatchObject({ kind: 'keep' })
  })
  test('in the other direction was one too', () => {
    expect(again(demoRun({ seed: 3 }, { 'sets/list': 0.5 }))).toMatchObject({ kind: 'keep' })
  })
  test('from far fewer processes than the published block has changes nothing, and the reason says so', () => {
    const decision = decided(demoRun({ seed: 2, processes: 5 }, { 'sets/list': 2 }))
    expect(decision).toMatchObject({ kind: 'keep' })
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
