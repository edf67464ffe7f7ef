import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { estimateOf } from '../../src/evidence/estimate.ts'
import { formatEvidenceFile, parseEvidenceFile } from '../../src/render/evidence-json.ts'
import { countWords, distilled } from '../demo.ts'
import {
  above,
  binary,
  claimFigure,
  cost,
  directive,
  number,
  paper,
  rule,
  valueClaim,
} from '../synthetic-paper.ts'
import { constant, writtenRun } from '../synthetic-run.ts'

/** One memory claim of each kind over a benchmark that uses nothing and one that uses 64 B, each with a rule. */
function memoryPapers() {
  const [none, some] = [cost('memory/none'), cost('memory/some')]
  const saved = binary(number(1), '-', binary(none, '/', some))
  const claims = [
    valueClaim('memory/saved', saved, { kind: 'saving', holds: above(0.5) }),
    valueClaim('memory/ratio', binary(none, '/', some), { holds: above(-1) }),
    valueClaim('memory/beyond', binary(some, '/', none), { holds: above(1) }),
  ]
  const rules = claims.map(({ id, name }) =>
    rule(`memory/use-${name}`, [directive('Use it (', claimFigure(id), ').')]),
  )
  return [paper('memory', claims, rules)]
}

test('a benchmark of 0 B gives a rulebook, and evidence that can be read back', () => {
  const run = writtenRun({ 'memory/none': constant(0), 'memory/some': constant(64) }, { unit: 'B' })
  const { rulebook, evidence } = distilled(run, { papers: memoryPapers() })
  expect(rulebook).toContain('Use it (100%)')
  expect(evidence.rules.map(({ id, value }) => [id, value])).toEqual([
    ['memory/use-beyond', 0],
    ['memory/use-ratio', 9],
    ['memory/use-saved', 9],
  ])
  expect(parseEvidenceFile(formatEvidenceFile(evidence), 'evidence')).toEqual(evidence)
})

test('whatever was measured, an estimate is finite', () => {
  const cost = fc.oneof(fc.double({ min: -1e100, max: 1e100, noNaN: true }), fc.constantFrom(0, 1e-300, 1))
  const observations = fc.array(cost, { minLength: 2, maxLength: 8 })
  const kinds = fc.constantFrom('ratio' as const, 'saving' as const, 'time' as const)
  fc.assert(
    fc.property(observations, kinds, (values, kind) => {
      const { value, interval } = estimateOf(values, 8, kind)!
      expect([value, ...interval].every((x) => Number.isFinite(Number(x.toPrecision(4))))).toBe(true)
    }),
    { numRuns: tries(1000) },
  )
})

test('evidence that could not be read back is not given out', () => {
  const run = writtenRun({ 'memory/none': constant(0), 'memory/some': constant(64) })
  const { evidence } = distilled(run, { papers: memoryPapers(), countTokens: countWords })
  const broken = evidence.rules.map((entry) => ({ ...entry, value: Number.POSITIVE_INFINITY }))
  expect(() => formatEvidenceFile({ ...evidence, rules: broken })).toThrow(/not a rulebook\.evidence\/1/)
})
