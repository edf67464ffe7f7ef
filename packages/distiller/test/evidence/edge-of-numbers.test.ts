import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { formatEvidenceFile, parseEvidenceFile } from '../../src/render/evidence-json.ts'
import { demoRun, distilled } from '../demo.ts'

/** Numbers at the edge of what numbers can hold, among ordinary ones. */
const edge = fc.oneof(
  fc.constantFrom(
    1e308,
    -1e308,
    Number.MAX_VALUE,
    5e-324,
    -5e-324,
    0,
    -0,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ),
  fc.double(),
)

test('whatever a run holds, nothing of the evidence is no number', () => {
  fc.assert(
    fc.property(fc.array(edge, { minLength: 4, maxLength: 12 }), fc.nat(), (values, at) => {
      const run = demoRun({ seed: 1 })
      const blocks = run.blocks[at % run.blocks.length]!.benchmarks
      const benchmark = blocks[at % blocks.length]!
      let drawn = 0
      benchmark.samples = benchmark.samples.map((taken) => taken.map(() => values[drawn++ % values.length]!))
      const { evidence } = distilled(run)
      const text = formatEvidenceFile(evidence)
      expect(parseEvidenceFile(text, 'RULEBOOK.evidence.json')).toEqual(JSON.parse(text))
    }),
    { numRuns: tries(40) },
  )
})
