import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../scripts/properties.ts'
import { type EvidenceFile, formatEvidenceFile } from '../src/evidence-file.ts'
import { publishedFigures } from '../src/figure-texts.ts'
import { benchmarkFigure, textOf } from '../src/published-figure.ts'
import { isCompatible } from '../src/tolerance.ts'
import { demoRun, distilled } from './demo.ts'
import { above, binary, cost, number, paper, ratioClaim, valueClaim } from './synthetic-paper.ts'
import { constant, writtenRun } from './synthetic-run.ts'

const first = distilled(demoRun({ seed: 1 }))
const { evidence } = first

type Entry = EvidenceFile['claims'][number] | EvidenceFile['benchmarks'][number]

/** Evidence with each claim and benchmark changed. */
function changed(change: <T extends Entry>(entry: T) => T): EvidenceFile {
  return { ...evidence, claims: evidence.claims.map(change), benchmarks: evidence.benchmarks.map(change) }
}

/** As evidence was written before it kept what figures are published from. */
const older = changed((entry) => {
  const { publishedFrom, ...rest } = entry
  return { ...rest, runs: rest.runs.map((run) => ({ ...run, verdict: undefined })) } as typeof entry
})

function redistilled(previous: EvidenceFile, seed = 1, change: Record<string, number> = {}) {
  return distilled(demoRun({ seed }, change), { previous })
}

describe('the text of a figure follows from what it was published from', () => {
  test('in everything that is published', () => {
    for (const { figure, publishedFrom, kind } of [...evidence.claims, ...evidence.benchmarks])
      expect(figure).toBe(textOf(publishedFrom!, kind))
  })

  test.each(['350×', '412.5×', '0000410.00×', '410\u00a0×', '400–490×', '410\n×', '60×', '', 'f-strings'])(
    'so %j written in its place is mended, and goes nowhere else',
    (figure) => {
      const edited = changed((entry) => ({ ...entry, figure }))
      const again = redistilled(edited)
      expect(formatEvidenceFile(again.evidence)).toBe(formatEvidenceFile(evidence))
      expect(again.rulebook).toBe(first.rulebook)
      expect(publishedFigures(edited)).toEqual(publishedFigures(evidence))
    },
  )

  test('and one that has nothing it was published from, beside others that have, is published afresh', () => {
    const edited = changed((entry) =>
      entry.id === 'sets/miss' ? { ...entry, figure: '60×', publishedFrom: undefined } : entry,
    )
    expect(formatEvidenceFile(redistilled(edited).evidence)).toBe(formatEvidenceFile(evidence))
  })
})

describe('evidence that does not keep what figures were published from', () => {
  test('keeps every figure, and keeps that from now on', () => {
    const again = redistilled(older)
    expect(formatEvidenceFile(again.evidence)).toBe(formatEvidenceFile(evidence))
    expect(again.moved).toEqual([])
  })

  test('keeps those that are compatible with what is measured now', () => {
    const again = redistilled(older, 2, { 'sets/list': 1.1 })
    expect(again.rulebook).toBe(first.rulebook)
    expect(redistilled(again.evidence, 2, { 'sets/list': 1.1 }).evidence).toEqual(again.evidence)
  })

  test('loses those that no figure reads', () => {
    const claims = older.claims.map((claim) =>
      claim.kind === 'ratio' ? { ...claim, figure: '59.5×' } : claim,
    )
    expect(redistilled({ ...older, claims }).rulebook).toBe(first.rulebook)
  })
})

/** Evidence of a share saved, measured without noise. */
function saved(share: number, previous: EvidenceFile | null) {
  const claim = valueClaim(
    'demo/saved',
    binary(number(1), '-', binary(cost('demo/new'), '/', cost('demo/old'))),
    {
      kind: 'saving',
      holds: above(0),
    },
  )
  const run = writtenRun({ 'demo/old': constant(1), 'demo/new': constant(1 - share) }, { id: `run-${share}` })
  return distilled(run, { papers: [paper('demo', [claim])], previous }).evidence
}

describe('a saving close to all', () => {
  test.each([
    [0.9851, 0.9849, '98.5%'],
    [0.9849, 0.9851, '98%'],
    [0.9751, 0.9749, '98%'],
    [0.9951, 0.9949, '99.51%'],
    [0.9651, 0.9649, '97%'],
  ])('of %d does not flicker at %d', (before, after, text) => {
    const published = saved(before, null)
    expect(published.claims[0]!.figure).toBe(text)
    expect(saved(after, published).claims[0]!.figure).toBe(text)
  })

  test('moves when what remains is another', () => {
    expect(saved(0.9939, saved(0.9951, null)).claims[0]!.figure).toBe('99.39%')
  })
})

/** Evidence of a ratio measured without noise, a run for each value. */
function ratios(values: readonly number[], previous: EvidenceFile | null): EvidenceFile {
  const runs = values.map((value, n) => {
    const samples = { 'demo/slow': constant(value), 'demo/fast': constant(1) }
    return { file: `runs/${n}.json`, run: writtenRun(samples, { id: `run-${n}-${value}` }) }
  })
  const papers = [paper('demo', [ratioClaim('demo/ratio', 'demo/slow', 'demo/fast')])]
  return distilled(runs[0]!.run, { runs, papers, previous }).evidence
}
const shownOf = ({ claims }: EvidenceFile) => claims[0]!.figure

describe('whether a figure is one number or a range is a matter of what is measured now', () => {
  test('one that the runs leave becomes a range', () => {
    const one = ratios([414], null)
    expect(shownOf(one)).toBe('410×')
    expect(shownOf(ratios([414, 476, 373], one))).toBe('370–480×')
  })

  test('and a range becomes one number when one run is left', () => {
    const range = ratios([414, 476, 373], null)
    expect(shownOf(ratios([414], range))).toBe('410×')
  })

  test('whatever was published before', () => {
    const values = fc.array(fc.double({ min: 50, max: 90, noNaN: true }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(values, values, (before, now) => {
        const { estimates } = ratios(now, ratios(before, null)).claims[0]!.publishedFrom as {
          estimates: number[]
        }
        const [low, high] = [Math.min(...now), Math.max(...now)]
        expect(estimates.length).toBe(isCompatible(low, high, 'ratio') ? 1 : 2)
        expect(isCompatible(estimates[0]!, low, 'ratio')).toBe(true)
        expect(isCompatible(estimates.at(-1)!, high, 'ratio')).toBe(true)
      }),
      { numRuns: tries(60) },
    )
  })
})

function evidenceOf(value: number, interval: [number, number] = [value, value]) {
  const estimate = { value, interval, processes: 8, samples: 8 }
  return {
    id: 'demo/a',
    kind: 'size' as const,
    sources: 's',
    measurements: [{ run: 'run', estimate, warnings: [] }],
  }
}

test('a measurement too loose to contradict a figure moves nothing, a tight one as far off does', () => {
  const from = benchmarkFigure(evidenceOf(73))!
  expect(benchmarkFigure(evidenceOf(100, [54, 144]), { text: '73 B', from })).toBe(from)
  expect(benchmarkFigure(evidenceOf(100, [80, 144]), { text: '73 B', from })).toBe(from)
  expect(benchmarkFigure(evidenceOf(100, [95, 105]), { text: '73 B', from })!).toEqual({
    estimates: [100],
    sources: 's',
  })
})

test('a figure does not creep: what it was published from stays until it is left behind', () => {
  const steps = fc.array(fc.double({ min: -0.15, max: 0.15, noNaN: true }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(steps, (moves) => {
      let value = 1000
      let from = benchmarkFigure(evidenceOf(value))!
      let published = value
      for (const move of moves) {
        value *= 1 + move
        from = benchmarkFigure(evidenceOf(value), { text: 'edited', from })!
        if (Math.abs(Math.log(value / published)) > Math.log(1.2)) published = value
        expect(from).toEqual({ estimates: [published], sources: 's' })
      }
    }),
    { numRuns: tries(500) },
  )
})
