import { describe, expect, test } from 'vitest'
import { bind } from '../../src/evidence/bind.ts'
import { publish } from '../../src/figures/publish.ts'
import { orderStands } from '../../src/figures/rank-order.ts'
import { paper, rankClaim } from '../synthetic-paper.ts'
import { constant, syntheticRun, writtenRun } from '../synthetic-run.ts'

const labels = { 'demo/f': 'f-strings', 'demo/p': '%s', 'demo/m': '.format()' }

/** Bind a rank to costs without noise, or to a noisy run. */
function rank(costs: Record<string, number>, holds = 'demo/f', noise?: { seed: number }) {
  const run = noise
    ? syntheticRun({ 'demo/block': costs }, noise)
    : writtenRun(Object.fromEntries(Object.entries(costs).map(([id, cost]) => [id, constant(cost)])))
  return bind([paper('demo', [rankClaim('demo/order', labels, holds)])], [run]).claims.get('demo/order')!
}

function figureOf(evidence: ReturnType<typeof rank>): string | null {
  const claims = new Map([[evidence.claim.id, evidence]])
  return publish({ claims, benchmarks: new Map() }).claims[0]!.figure
}

describe('a rank shows the measured order', () => {
  test('cheapest first, whatever order it is written in', () => {
    expect(figureOf(rank({ 'demo/f': 2, 'demo/p': 1, 'demo/m': 3 }))).toBe('%s > f-strings > .format()')
  })

  test('with less than 1 % between two shown as a tie, however narrow the interval', () => {
    expect(figureOf(rank({ 'demo/f': 1, 'demo/p': 1.005, 'demo/m': 2 }))).toBe('f-strings ≈ %s > .format()')
  })

  test('with what the noise hides shown as a tie', () => {
    const evidence = rank({ 'demo/f': 1, 'demo/p': 1, 'demo/m': 3 }, 'demo/f', { seed: 5 })
    expect(figureOf(evidence)).toMatch(/^(f-strings ≈ %s|%s ≈ f-strings) > \.format\(\)$/)
  })

  test('and its estimate is the last over the first', () => {
    const { estimate } = rank({ 'demo/f': 2, 'demo/p': 1, 'demo/m': 3 }).measurements[0]!
    expect(estimate!.value).toBeCloseTo(3, 10)
  })
})

describe('a rank is', () => {
  test('supported when its entry comes first', () => {
    expect(rank({ 'demo/f': 1, 'demo/p': 2, 'demo/m': 3 }).verdict).toBe('supported')
  })
  test('supported when its entry ties for first', () => {
    expect(rank({ 'demo/f': 1.005, 'demo/p': 1, 'demo/m': 3 }).verdict).toBe('supported')
  })
  test('refuted when another is measurably cheaper', () => {
    expect(rank({ 'demo/f': 1.5, 'demo/p': 1, 'demo/m': 3 }).verdict).toBe('refuted')
  })
  test('unmeasured when the run lacks an entry', () => {
    expect(rank({ 'demo/f': 1, 'demo/p': 2 }).verdict).toBe('unmeasured')
  })
})

describe('a published order', () => {
  const published = [['f'], ['p'], ['m']]
  test('stands when two of it can no longer be told apart', () => {
    expect(orderStands(published, [['p', 'f'], ['m']])).toBe(true)
    expect(orderStands([['f'], ['p', 'm']], published)).toBe(true)
  })
  test('falls when two of it stand measurably the other way round', () => {
    expect(orderStands(published, [['f'], ['m'], ['p']])).toBe(false)
    expect(orderStands(published, [['p'], ['f'], ['m']])).toBe(false)
  })
  test('falls when firsts that were tied part, and only then', () => {
    expect(orderStands([['f', 'p'], ['m']], [['p', 'f'], ['m']])).toBe(true)
    expect(orderStands([['f', 'p'], ['m']], published)).toBe(false)
  })
  test('falls when it is of other entries', () => {
    for (const other of [
      [['f'], ['p']],
      [['f'], ['p'], ['p']],
      [['f'], ['x'], ['m']],
    ])
      expect(orderStands(other, published)).toBe(false)
  })
})
