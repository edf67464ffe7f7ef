import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import type { EvidenceFile } from '../../src/evidence-file.ts'
import { figureText } from '../../src/figures/figure-text.ts'
import { figuresOf } from '../../src/figures/figure-texts.ts'
import { storedValue } from '../../src/figures/stored-value.ts'
import { isCompatible } from '../../src/figures/tolerance.ts'
import { formatEvidenceFile, parseEvidenceFile } from '../../src/render/evidence-json.ts'
import { demoRun, distilled } from '../demo.ts'
import { above, binary, cost, number, paper, valueClaim } from '../synthetic-paper.ts'
import { constant, writtenRun } from '../synthetic-run.ts'

const { evidence } = distilled(demoRun({ seed: 1 }))

function textOf(values: number[]): string | null {
  return figureText({ kind: 'ratio', runs: values.map((estimate) => ({ estimate })) })
}

describe('the text of a figure follows from what the evidence keeps of it', () => {
  test('in everything that is published', () => {
    for (const entry of [...evidence.claims, ...evidence.benchmarks])
      expect(entry.figure).toBe(figureText(entry))
  })

  test.each(['350×', '412.5×', '0000410.00×', '410\u00a0×', '400–490×', '410\n×', '60×', '', 'f-strings'])(
    'so %j written in its place goes nowhere',
    (figure) => {
      const edited: EvidenceFile = {
        ...evidence,
        claims: evidence.claims.map((claim) => ({ ...claim, figure })),
        benchmarks: evidence.benchmarks.map((benchmark) => ({ ...benchmark, figure })),
      }
      const read = parseEvidenceFile(formatEvidenceFile(edited), 'E.json')
      expect(read).toEqual(evidence)
      expect(figuresOf(read)).toEqual(figuresOf(evidence))
    },
  )

  test('what was not measured has none, and neither has a rank without an order', () => {
    expect(textOf([])).toBeNull()
    expect(figureText({ kind: 'rank', runs: [{ estimate: 2 }] })).toBeNull()
  })
})

describe('several runs', () => {
  test('show one number while they agree, else the range', () => {
    expect(textOf([414])).toBe('410×')
    expect(textOf([414, 440])).toBe('410×')
    expect(textOf([414, 476, 373])).toBe('370–480×')
  })

  test('whatever they are', () => {
    const values = fc.array(fc.double({ min: 50, max: 90, noNaN: true }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(values, (now) => {
        const agree = isCompatible(Math.min(...now), Math.max(...now), 'ratio')
        expect(textOf(now)!.includes('–')).toBe(!agree)
      }),
      { numRuns: tries(500) },
    )
  })
})

describe('a value is kept', () => {
  test.each([
    [349.96, 'ratio', 350],
    [1.23456e-7, 'time', 1.235e-7],
    [0.371449, 'saving', 0.3714],
    [0.9995096, 'saving', 0.9995096],
    [0.98512349, 'saving', 0.98512],
    [1 - 2 ** -53, 'saving', 1 - 2 ** -53],
    [1, 'saving', 1],
    [-0.5123456, 'saving', -0.5123],
    [0, 'saving', 0],
  ] as const)('%d as a %s to four digits, of what remains too: %d', (value, kind, kept) => {
    expect(storedValue(value, kind)).toBe(kept)
  })

  test('once: keeping it again changes nothing', () => {
    const kinds = fc.constantFrom('ratio' as const, 'saving' as const)
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1, noNaN: true }), kinds, (value, kind) => {
        const kept = storedValue(value, kind)
        expect(storedValue(kept, kind)).toBe(kept)
      }),
      { numRuns: tries(2000) },
    )
  })
})

/** What a share saved, measured without noise, is shown as. */
function saved(share: number) {
  const saving = binary(number(1), '-', binary(cost('demo/new'), '/', cost('demo/old')))
  const claim = valueClaim('demo/saved', saving, { kind: 'saving', holds: above(0) })
  const run = writtenRun({ 'demo/old': constant(1), 'demo/new': constant(1 - share) })
  return distilled(run, { papers: [paper('demo', [claim])] }).evidence.claims[0]!.figure
}

test.each([
  [0.9851, '98.5%'],
  [0.9849, '98%'],
  [0.9951, '99.51%'],
  [0.9651, '97%'],
  [0.999951, '99.9951%'],
])('a saving of %d is shown as %s', (share, text) => {
  expect(saved(share)).toBe(text)
})
