import { describe, expect, test } from 'vitest'
import { bind } from '../src/bind.ts'
import { claimFigure } from '../src/published-figure.ts'
import { paper, rankClaim } from './synthetic-paper.ts'
import { constant, syntheticRun, writtenRun } from './synthetic-run.ts'

const labels = { 'demo/f': 'f-strings', 'demo/p': '%s', 'demo/m': '.format()' }

/** Bind a rank to costs without noise, or to a noisy run. */
function rank(costs: Record<string, number>, holds = 'demo/f', noise?: { seed: number }) {
  const run = noise
    ? syntheticRun({ 'demo/block': costs }, noise)
    : writtenRun(Object.fromEntries(Object.entries(costs).map(([id, cost]) => [id, constant(cost)])))
  return bind([paper('demo', [rankClaim('demo/order', labels, holds)])], [run]).claims.get('demo/order')!
}

describe('a rank shows the measured order', () => {
  test('cheapest first, whatever order it is written in', () => {
    expect(claimFigure(rank({ 'demo/f': 2, 'demo/p': 1, 'demo/m': 3 }), undefined)).toBe(
      '%s > f-strings > .format()',
    )
  })

  test('with less than 1 % between two shown as a tie, however narrow the interval', () => {
    expect(claimFigure(rank({ 'demo/f': 1, 'demo/p': 1.005, 'demo/m': 2 }), undefined)).toBe(
      'f-strings ≈ %s > .format()',
    )
  })

  test('with what the noise hides shown as a tie', () => {
    const evidence = rank({ 'demo/f': 1, 'demo/p': 1, 'demo/m': 3 }, 'demo/f', { seed: 5 })
    expect(claimFigure(evidence, undefined)).toMatch(/^(f-strings ≈ %s|%s ≈ f-strings) > \.format\(\)$/)
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

describe('a shown order', () => {
  const shown = 'f-strings > %s > .format()'
  test('stays when two of it can no longer be told apart', () => {
    expect(claimFigure(rank({ 'demo/f': 1.005, 'demo/p': 1, 'demo/m': 3 }), shown)).toBe(shown)
  })
  test('goes when two of it stand measurably the other way round', () => {
    expect(claimFigure(rank({ 'demo/f': 1, 'demo/p': 3, 'demo/m': 2 }), shown)).toBe(
      'f-strings > .format() > %s',
    )
  })
  test('goes when the first place changes', () => {
    expect(claimFigure(rank({ 'demo/f': 1.5, 'demo/p': 1, 'demo/m': 3 }), shown)).toMatch(/^%s/)
  })
  test('goes when the labels are other ones', () => {
    const costs = { 'demo/f': 1, 'demo/p': 2, 'demo/m': 3 }
    expect(claimFigure(rank(costs), 'f-strings > percent > .format()')).toBe(shown)
  })
})
