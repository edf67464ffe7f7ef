import type { Run } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/decide/decision.ts'
import { describeDifference, findDifferences } from '../../src/decide/difference.ts'
import { bind } from '../../src/evidence/bind.ts'
import { lineText } from '../../src/figures/figure-text.ts'
import { figuresOf } from '../../src/figures/figure-texts.ts'
import { formatEvidenceFile } from '../../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../../src/render/evidence-section.ts'
import { countWords, demoPapers, demoRun, distilled, suitesOf } from '../demo.ts'
import type { SyntheticOptions } from '../synthetic-run.ts'

/** Costs of kept results as factors: with 4, the set is worth a quarter (15× instead of 60×). */
const kept = (set: number) => ({ uses: { kept: { 'sets/list': 1, 'sets/set': set } } })

function made(options: SyntheticOptions) {
  const { evidence, rulebook } = distilled(demoRun({ seed: 1, ...options }))
  const claim = evidence.claims.find(({ id }) => id === 'sets/miss')!
  const rule = evidence.rules.find(({ id }) => id === 'sets/use-a-set')!
  const line = rulebook.split('\n').find((line) => line.includes('Use a set'))
  return { evidence, claim, rule, line }
}

describe('a claim is measured in each use', () => {
  const usesOf = (options: SyntheticOptions) => made(options).claim.runs.map(({ use }) => use)

  test('that all of its benchmarks were sampled in', () => {
    expect(usesOf({})).toEqual(['dropped'])
    expect(usesOf(kept(4))).toEqual(['dropped', 'kept'])
    const both = { varied: { 'sets/list': 1, 'sets/set': 1 }, kept: { 'sets/list': 1, 'sets/set': 1 } }
    expect(usesOf({ uses: both })).toEqual(['dropped', 'kept', 'varied'])
    expect(usesOf({ uses: { varied: { 'sets/list': 1 }, kept: { 'sets/set': 1 } } })).toEqual(['dropped'])
  })

  test('and in no use that only a benchmark beside them has', () => {
    expect(usesOf({ uses: { kept: { 'loops/enter': 1, 'loops/call': 1 } } })).toEqual(['dropped'])
  })

  test('of each run', () => {
    const runs = [1, 2].map((n) => ({
      file: `runs/${n}.json`,
      run: demoRun({ seed: n, cpu: `CPU ${n}`, ...(n === 1 ? kept(4) : {}) }),
    }))
    const { evidence } = distilled(runs[0]!.run, { runs })
    const { runs: measured } = evidence.claims.find(({ id }) => id === 'sets/miss')!
    expect(measured.map(({ run, use }) => [run, use])).toEqual([
      ['run-1', 'dropped'],
      ['run-1', 'kept'],
      ['run-2', 'dropped'],
    ])
  })

  test('where it fails in one its rule is left out, with the use that says so', () => {
    const { claim, rule } = made(kept(20))
    expect(claim.runs.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted'])
    expect(claim.verdict).toBe('refuted')
    expect(rule.published).toBe(false)
    expect(rule.reason).toMatch(/^sets\/miss is refuted \(.*, results kept, expected > 10\)$/)
  })

  test('and its rule is worth what it saves where it saves least', () => {
    expect(made(kept(4)).rule.value).toBeLessThan(made({}).rule.value)
    expect(made(kept(0.25)).rule.value).toBe(made({}).rule.value)
  })

  test('with the warnings of its samples there', () => {
    const run = demoRun({ seed: 1, ...kept(4) })
    const set = run.blocks.flatMap(({ benchmarks }) => benchmarks).find(({ id }) => id === 'sets/set')!
    set.uses![0]!.warnings.push({ code: 'bimodal', message: 'two values' })
    const { measurements } = bind(demoPapers(), [run]).claims.get('sets/miss')!
    const warning = { code: 'bimodal', message: 'two values', benchmark: 'sets/set', use: 'kept' }
    expect(measurements.map(({ warnings }) => warnings)).toEqual([[], [warning]])
    expect(renderEvidenceSection('sets', distilled(run).evidence)).toContain(
      '- bimodal, `sets/set`, results kept: two values',
    )
  })
})

describe('its figure', () => {
  test('is one number where uses agree, that of results dropped', () => {
    expect(made(kept(1.1)).claim.figure).toBe(made({}).claim.figure)
    expect(made(kept(1.1)).line).toBe(made({}).line)
  })

  test('is else a range in papers, and in the rulebook the bound nearer to no effect', () => {
    const { claim, line } = made(kept(4))
    expect(claim.figure).toMatch(/^1\d–\d\d×$/)
    const [least] = claim.figure!.split('–')
    expect(line).toBe(`- Use a set (over ${least}×).`)
  })

  test('and is counted as it stands in the rulebook', () => {
    const { line, rule } = made(kept(4))
    expect(rule.text).toBe(line!.slice(2))
    expect(rule.tokens).toBe(countWords(`${line}\n`))
  })

  test('while costs stay those of results dropped', () => {
    const uses = { kept: { 'loops/enter': 3, 'loops/call': 1 } }
    const cost = (options: SyntheticOptions) => figuresOf(made(options).evidence).get('benchmark:loops/enter')
    expect(cost({ uses })).toBe(cost({}))
  })

  test.each([
    ['ratio', [12.1, 23], 'over 12×'],
    ['ratio', [0.2, 0.5], 'under 0.50×'],
    ['ratio', [0.9, 3], '0.90–3.0×'],
    ['ratio', [1.02, 3], '1.0–3.0×'],
    ['ratio', [12.1, 12.4], '12×'],
    ['saving', [0.13, 0.4], 'over 13%'],
    ['saving', [-0.1, 0.4], '-10–40%'],
    ['share', [0.13, 0.4], 'under 40%'],
    ['time', [1e-6, 9e-6], '1.0–9.0 µs'],
    ['size', [40, 80], '40–80 B'],
    ['count', [2.4, 5.9], '2.4–5.9'],
  ] as const)('a %s of %j reads in a line as %s', (kind, values, text) => {
    expect(lineText({ kind, runs: values.map((estimate) => ({ estimate })) })).toBe(text)
  })

  test('of a rank is the order that all uses agree on', () => {
    const swapped = { kept: { 'text/f': 1, 'text/p': 2, 'text/m': 1 } }
    const order = (options: SyntheticOptions) =>
      made(options).evidence.claims.find(({ id }) => id === 'text/order')!.figure
    expect(order({})).toBe('f-strings > %s > .format()')
    expect(order({ uses: swapped })).toBe('f-strings > %s ≈ .format()')
  })
})

describe('the Evidence section', () => {
  const measuredLines = (options: SyntheticOptions) =>
    renderEvidenceSection('sets', made(options).evidence)
      .split('\n')
      .filter((line) => line.startsWith('Measured'))
      .map((line) => line.replace(/ [\d.]+×.*$/, ''))

  test('has a line a use, in words', () => {
    const varied = { varied: { 'sets/list': 1, 'sets/set': 2 }, ...kept(4).uses }
    expect(measuredLines({ uses: varied })).toEqual([
      'Measured, results dropped:',
      'Measured, results kept:',
      'Measured, a new input each time:',
    ])
  })

  test('and says nothing of uses where there is one', () => {
    expect(measuredLines({})).toEqual(['Measured:'])
  })
})

describe('what is published', () => {
  const published = demoRun({ seed: 1, ...kept(4) })
  const decided = (local: Run, confirming: Parameters<typeof decide>[0]['confirming'] = null) =>
    decide({ papers: demoPapers(), published: [published], local, suites: suitesOf(local), confirming })

  test('is replaced where a figure differs in one use, twice', () => {
    const local = demoRun({ seed: 2, ...kept(2) })
    const first = decided(local)
    if (first.kind !== 'confirm') throw new Error(`Unexpected ${first.kind}`)
    expect(first.differences).toMatchObject([{ id: 'sets/miss', use: 'kept', block: 'sets/miss' }])
    expect(describeDifference(first.differences[0]!)).toMatch(
      /^sets\/miss, results kept, differs: published 1\d×, measured [23]\d×$/,
    )
    const second = decided(demoRun({ seed: 3, ...kept(2) }), first.differences)
    expect(second).toMatchObject({ kind: 'adopt', blocks: ['sets/miss'] })
    expect(decided(demoRun({ seed: 3, ...kept(4) }), first.differences)).toMatchObject({ kind: 'keep' })
  })

  test('stays in 20 of 20 repetitions, with the evidence as it is', () => {
    const before = formatEvidenceFile(distilled(published).evidence)
    for (let seed = 2; seed <= 21; seed++) {
      const local = demoRun({ seed, ...kept(4) })
      const first = decided(local)
      const last =
        first.kind === 'confirm'
          ? decided(demoRun({ seed: seed + 100, ...kept(4) }), first.differences)
          : first
      expect(last.kind).toBe('keep')
    }
    expect(formatEvidenceFile(distilled(published).evidence)).toBe(before)
  })

  test('is compared use by use', () => {
    const local = demoRun({ seed: 1, uses: { varied: { 'sets/list': 1, 'sets/set': 9 } } })
    expect(findDifferences(demoPapers(), published, local)).toEqual([])
  })

  test('stays where the local run has too few samples in a use', () => {
    const local = demoRun({ seed: 2, cpu: 'Other CPU', ...kept(4) })
    const set = local.blocks.flatMap(({ benchmarks }) => benchmarks).find(({ id }) => id === 'sets/set')!
    set.uses![0]!.samples = set.uses![0]!.samples.map((process) => process.map(() => null))
    expect(decided(local).reason).toContain('lacks sets/list')
  })
})
