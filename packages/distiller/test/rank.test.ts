import { describe, expect, test } from 'vitest'
import { bind } from '../src/bind.ts'
import { orderOfOlder } from '../src/older-figure.ts'
import { claimFigure, type EarlierFigure, textOf } from '../src/published-figure.ts'
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

function figureOf(evidence: ReturnType<typeof rank>, earlier?: EarlierFigure): string {
  return textOf(claimFigure(evidence, earlier)!, 'rank')
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

const published = 'f-strings > %s > .format()'
const keptSources = rank({ 'demo/f': 1, 'demo/p': 2, 'demo/m': 3 }).sources
const kept = (text: string): EarlierFigure => {
  return { text, from: { order: orderOfOlder(text), sources: keptSources } }
}
const older = (text: string): EarlierFigure => ({ text, from: null })

describe.each([
  ['published with what it is from', kept],
  ['of older evidence', older],
])('an order %s', (_, earlier) => {
  test('stays when two of it can no longer be told apart', () => {
    const evidence = rank({ 'demo/f': 1.005, 'demo/p': 1, 'demo/m': 3 })
    expect(figureOf(evidence, earlier(published))).toBe(published)
  })
  test('goes when two of it stand measurably the other way round', () => {
    const evidence = rank({ 'demo/f': 1, 'demo/p': 3, 'demo/m': 2 })
    expect(figureOf(evidence, earlier(published))).toBe('f-strings > .format() > %s')
  })
  test('goes when the first place changes', () => {
    const evidence = rank({ 'demo/f': 1.5, 'demo/p': 1, 'demo/m': 3 })
    expect(figureOf(evidence, earlier(published))).toMatch(/^%s/)
  })
  test('goes when firsts that were tied part, and only then', () => {
    const tied = 'f-strings ≈ %s > .format()'
    expect(figureOf(rank({ 'demo/f': 1, 'demo/p': 1.001, 'demo/m': 3 }), earlier(tied))).toBe(tied)
    expect(figureOf(rank({ 'demo/f': 1, 'demo/p': 1.5, 'demo/m': 3 }), earlier(tied))).toBe(published)
    const last = 'f-strings > %s ≈ .format()'
    expect(figureOf(rank({ 'demo/f': 1, 'demo/p': 2, 'demo/m': 3 }), earlier(last))).toBe(last)
  })
  test('goes when the labels are other ones', () => {
    const evidence = rank({ 'demo/f': 1, 'demo/p': 2, 'demo/m': 3 })
    for (const text of [
      'f-strings > percent > .format()',
      'f-strings > %s',
      'f-strings > %s > %s',
      '',
      published,
    ]) {
      expect(figureOf(evidence, earlier(text))).toBe(published)
    }
  })
})

test('the text of an order follows from what it was published from alone', () => {
  const evidence = rank({ 'demo/f': 1, 'demo/p': 1.001, 'demo/m': 3 })
  expect(figureOf(evidence, { ...kept(published), text: '%s > f-strings > .format()' })).toBe(published)
})

test('an order goes when the statements behind it are others', () => {
  const evidence = rank({ 'demo/f': 1, 'demo/p': 1.001, 'demo/m': 3 })
  expect(figureOf({ ...evidence, sources: 'others' }, kept(published))).toBe('f-strings ≈ %s > .format()')
})
