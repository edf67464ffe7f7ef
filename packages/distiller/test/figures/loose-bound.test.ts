import { parsePaper } from '@rulebook/papers'
import type { NumberKind } from '@rulebook/papers/kinds'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { looseBounds } from '../../src/figures/loose-bound.ts'

/** A claim as a paper states it. */
function claimOf(kind: NumberKind, holds: string) {
  const unit = kind === 'size' ? 'B' : 's'
  const catalogue = {
    benchmarks: ['a', 'b'].map(
      (name) => ({ id: `demo/${name}`, domain: 'demo', block: 'block', unit }) as const,
    ),
  }
  const value = kind === 'time' || kind === 'size' ? 'a - b' : 'a / b - b / a'
  const content = `---
title: A paper
domain: demo
status: draft
summary: A summary.
claims:
  claim: { value: ${value}, as: ${kind}, holds: "${holds}" }
---
`
  const { paper } = parsePaper({ path: 'demo.md', content }, catalogue)
  const [claim] = paper!.claims
  if (!claim || claim.kind === 'rank') throw new Error('not a claim of a value')
  return claim
}

describe('a bound is loose when it is over three times away from what was measured', () => {
  test.each<[NumberKind, string, number[], [bound: string, away: number, suggested: string | null][]]>([
    ['ratio', '> 4', [12], []],
    ['ratio', '> 4', [13], [['> 4', 3.25, '> 6.5']]],
    [
      'ratio',
      '> 1 and < 20',
      [4],
      [
        ['> 1', 4, '> 2.0'],
        ['< 20', 5, '< 8.0'],
      ],
    ],
    ['ratio', '> 2 and < 20', [4], [['< 20', 5, '< 8.0']]],
    ['ratio', '≥ 1', [4], [['≥ 1', 4, '> 2.0']]],
    ['share', '< 20%', [0.0016], [['< 20%', 125, '< 0.32%']]],
    ['share', '< 0.4%', [0.0016], []],
    ['share', '> 50%', [0.99], []],
    ['saving', '> 20%', [0.36], []],
    ['saving', '> 0%', [0.36], []],
    ['saving', '> 90%', [0.99], [['> 90%', 10, '> 98%']]],
    ['saving', '> -80%', [0.5], [['> -80%', 3.6, '> 0%']]],
    ['saving', '< 99%', [0.9], [['< 99%', 10, '< 95%']]],
    ['time', '> 0 µs', [2e-6], [['> 0 µs', Number.POSITIVE_INFINITY, '> 1.0 µs']]],
    ['time', '> -1 µs', [2e-6], [['> -1 µs', Number.POSITIVE_INFINITY, '> 1.0 µs']]],
    ['time', '< 0 µs', [-2e-6], [['< 0 µs', Number.POSITIVE_INFINITY, '< -1.0 µs']]],
    ['time', '> -9 µs', [-2e-6], [['> -9 µs', 4.5, '> -4.0 µs']]],
    ['size', '> 15 MB', [40e6], []],
    ['size', '> 1 MB', [40e6], [['> 1 MB', 40, '> 20 MB']]],
    ['count', '< 10', [1.2], [['< 10', 10 / 1.2, '< 2.4']]],
  ])('%s %s, measured %j', (kind, holds, measured, expected) => {
    const told = looseBounds(claimOf(kind, holds), measured)
    expect(told.map(({ bound, suggested }) => [bound, suggested])).toEqual(
      expected.map(([bound, , suggested]) => [bound, suggested]),
    )
    for (const [index, { away }] of told.entries()) expect(away).toBeCloseTo(expected[index]![1], 6)
  })

  test('of several runs, from the one that is nearest', () => {
    expect(looseBounds(claimOf('ratio', '> 4'), [50, 11])).toEqual([])
    expect(looseBounds(claimOf('ratio', '> 4'), [50, 13])).toMatchObject([{ measured: 13 }])
    expect(looseBounds(claimOf('ratio', '< 4'), [0.1, 2])).toEqual([])
  })

  test('but not where nothing was measured, or the bound is missed', () => {
    expect(looseBounds(claimOf('ratio', '> 4'), [])).toEqual([])
    expect(looseBounds(claimOf('ratio', '> 100'), [4])).toEqual([])
  })
})

test('a suggested bound is met by what was measured, and is not loose', () => {
  const kinds = fc.constantFrom<NumberKind>('ratio', 'share', 'time', 'size', 'count')
  const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
  const side = fc.constantFrom('low' as const, 'high' as const)
  fc.assert(
    fc.property(kinds, factor, side, (kind, value, bound) => {
      const far = bound === 'low' ? '> 0' : '< 1_000_000'
      const units: Record<string, string> = { time: ' s', size: ' GB', share: '%' }
      const [loose] = looseBounds(claimOf(kind, `${far}${units[kind] ?? ''}`), [value])
      const claim = claimOf(kind, loose!.suggested!)
      expect(looseBounds(claim, [value])).toEqual([])
      const { low, high } = claim.holds
      if (bound === 'low') expect(value).toBeGreaterThan(low!.value)
      else expect(value).toBeLessThan(high!.value)
    }),
    { numRuns: tries(200) },
  )
})
