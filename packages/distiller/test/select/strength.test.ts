import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import type { ClaimEvidence, Evidence } from '../../src/evidence/evidence.ts'
import { strengthOf } from '../../src/select/strength.ts'
import { cost, directive, ratioClaim, rule, valueClaim } from '../synthetic-paper.ts'

function evidenceOf(kind: ClaimEvidence['kind'], ...intervals: [number, number][]): Evidence {
  const claim = { ...ratioClaim('demo/claim', 'demo/slow', 'demo/fast') }
  const measurements = intervals.map((interval) => ({
    run: 'run',
    use: 'dropped' as const,
    estimate: { value: interval[0], interval, processes: 8, samples: 640 },
    order: [],
    verdict: 'supported' as const,
    warnings: [],
  }))
  const bound: ClaimEvidence = { claim, kind, verdict: 'supported', measurements }
  return { claims: new Map([['demo/claim', bound]]), benchmarks: new Map() }
}

const leaning = rule('demo/rule', [directive('Do.')], { claims: ['demo/claim'] })

test.each<[ClaimEvidence['kind'], [number, number], number]>([
  ['ratio', [100, 120], 100],
  ['ratio', [0.2, 0.5], 2],
  ['ratio', [0.9, 1.2], 1],
  ['ratio', [-0.1, 3], 1],
  ['ratio', [0, 0.5], 2],
  ['ratio', [0, 0], 1e9],
  ['ratio', [1e300, Number.POSITIVE_INFINITY], 1e9],
  ['ratio', [0, 1e308], 1],
  ['rank', [3, 4], 3],
  ['saving', [0.9, 0.95], 10],
  ['saving', [-3, -1], 2],
  ['saving', [-0.1, 0.4], 1],
  ['saving', [1, 1], 1e9],
  ['saving', [0.98, 1.001], 50],
  ['saving', [-1e308, -1], 2],
  ['share', [0.001, 0.002], 500],
  ['share', [0.4, 1.1], 1],
  ['share', [-0.01, 0.02], 1],
  ['share', [0, 0], 1e9],
  ['time', [1e-6, 2e-6], 2],
  ['size', [10, 20], 2],
  ['count', [10, 20], 2],
])('%s over %j counts as a factor of %d', (kind, interval, factor) => {
  expect(strengthOf(leaning, evidenceOf(kind, interval))).toBeCloseTo(Math.log10(factor), 10)
})

test('whatever an interval is, a strength is finite, from 0 to 9', () => {
  const bound = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, 1, -1e308, 1e308))
  const kinds = fc.constantFrom('ratio' as const, 'saving' as const, 'share' as const, 'rank' as const)
  fc.assert(
    fc.property(fc.tuple(bound, bound), kinds, ([a, b], kind) => {
      const strength = strengthOf(leaning, evidenceOf(kind, [Math.min(a, b), Math.max(a, b)]))
      expect(strength).toBeGreaterThanOrEqual(0)
      expect(strength).toBeLessThanOrEqual(9)
    }),
    { numRuns: tries(1000) },
  )
})

test('over several runs the weakest counts', () => {
  expect(strengthOf(leaning, evidenceOf('ratio', [100, 120], [10, 12]))).toBeCloseTo(1, 10)
})

test('a named effect counts before the claims leaned on', () => {
  const evidence = evidenceOf('ratio', [100, 120])
  const time = valueClaim('demo/time', cost('demo/slow'), { kind: 'time' })
  evidence.claims.set('demo/time', {
    claim: time,
    kind: 'time',
    verdict: 'supported',
    measurements: [],
  })
  expect(strengthOf({ ...leaning, effect: 'demo/claim' }, evidence)).toBeCloseTo(2, 10)
  expect(strengthOf({ ...leaning, effect: 'demo/time' }, evidence)).toBeCloseTo(Math.log10(2), 10)
})
