import type { Warning } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { formatEvidenceFile, parseEvidenceFile } from '../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../src/render/evidence-section.ts'
import { loadTokenizer } from '../src/tokenizer.ts'
import { countWords, demoPapers, demoRun, distillDemo, distilled } from './demo.ts'
import { above, claimFigure, directive, paper, ratioClaim, rule } from './synthetic-paper.ts'
import { constant, type SyntheticOptions, writtenRun } from './synthetic-run.ts'

const run = demoRun()

describe('the rulebook', () => {
  test('names what was measured, then one line a rule, the most valuable first', () => {
    const { rulebook } = distilled(run)
    expect(rulebook).toMatchInlineSnapshot(`
      "# Python performance rules
      Measured on CPython 3.11, Linux x64, 2026-11.
      - Don't enter a loop per call (350×); stay sync.
      - Use a set (59×).
      - Await, no task (73×).
      - Format: f-strings > %s > .format().
      "
    `)
  })

  test('shows no figure that is not in the evidence, with an interval around it', () => {
    const { rulebook, evidence } = distilled(run)
    const shown = [...rulebook.matchAll(/\d+(?:\.\d+)?×/g)].map(([text]) => text)
    expect(shown).toHaveLength(3)
    for (const text of shown) {
      const claim = evidence.claims.find(({ figure }) => figure === text)!
      const value = Number.parseFloat(text)
      expect(claim.verdict).toBe('supported')
      expect(claim.interval![0]).toBeLessThan(value * 1.05)
      expect(claim.interval![1]).toBeGreaterThan(value / 1.05)
    }
  })

  test('distilled again changes no byte', () => {
    const first = distilled(run)
    const again = distilled(run)
    expect(again.rulebook).toBe(first.rulebook)
    expect(formatEvidenceFile(again.evidence)).toBe(formatEvidenceFile(first.evidence))
  })

  test('names every system and interpreter that it was measured on, each once', () => {
    const macOS = demoRun({ seed: 2, os: 'darwin', version: '3.13.1' })
    const runs = [run, demoRun({ seed: 3 }), macOS].map((run, n) => ({ file: `runs/${n}.json`, run }))
    expect(distilled(run, { runs }).rulebook.split('\n')[1]).toBe(
      'Measured on CPython 3.11, Linux x64; CPython 3.13, macOS x64, 2026-11.',
    )
  })

  test('shows the bound nearer to no effect where machines differ', () => {
    const other = demoRun({ seed: 2 }, { 'loops/enter': 3 })
    const runs = [
      { file: 'runs/a.json', run },
      { file: 'runs/b.json', run: other },
    ]
    expect(distilled(run, { runs }).rulebook).toMatch(/loop per call \(over 350×\)/)
  })
})

describe('the budget', () => {
  test.each([40, 50, 60, 80])('of %d tokens holds for the whole file', (budget) => {
    const { rulebook, evidence } = distilled(run, { budget })
    expect(countWords(rulebook)).toBeLessThanOrEqual(budget)
    expect(evidence.budget).toEqual({ limit: budget, used: countWords(rulebook), tokenizer: 'words' })
  })

  test('too small for one rule says what the least is, and that is enough', () => {
    const refused = distillDemo(run, { budget: 10 })
    if (refused.kind !== 'too-small') throw new Error('Unexpected rulebook')
    expect(distillDemo(run, { budget: refused.least - 1 }).kind).toBe('too-small')
    expect(distilled(run, { budget: refused.least }).evidence.rules.filter((r) => r.published)).toHaveLength(
      1,
    )
  })

  test('holds for a tokenizer that does not add up over lines', () => {
    const countTokens = (text: string) => countWords(text) + 3 * Math.max(0, text.split('\n').length - 4)
    const { rulebook, evidence } = distilled(run, { budget: 60, countTokens })
    expect(countTokens(rulebook)).toBeLessThanOrEqual(60)
    expect(evidence.budget.used).toBe(countTokens(rulebook))
  })

  test('smaller than the header is too small though no rule holds', () => {
    const papers = demoPapers().map((paper) => ({ ...paper, status: 'draft' as const }))
    expect(distillDemo(run, { papers, budget: 3 }).kind).toBe('too-small')
  })

  test('passes rules over with a reason', () => {
    const { evidence } = distilled(run, { budget: 45 })
    const left = evidence.rules.filter((rule) => !rule.published)
    expect(left.length).toBeGreaterThan(0)
    for (const { reason } of left) expect(reason).toMatch(/^over budget: needs \d+ tokens/)
  })
})

describe('a rule is left out, with its reason,', () => {
  const claims = (holds: number) => [ratioClaim('sets/miss', 'sets/list', 'sets/set', above(holds))]
  const rules = [rule('sets/use-a-set', [directive('Use a set (', claimFigure('sets/miss'), ').')])]
  const reasonIn = (papers: ReturnType<typeof demoPapers>, of = run) =>
    distilled(of, { papers }).evidence.rules[0]!.reason

  test('when a claim it leans on is refuted, with the interval as figures', () => {
    expect(reasonIn([paper('sets', claims(100), rules)])).toMatch(
      /^sets\/miss is refuted \([\d.]+×, 95 % interval [\d.]+× to [\d.]+×, expected > 100\)$/,
    )
  })
  test('when its interval says neither', () => {
    expect(reasonIn([paper('sets', claims(60), rules)])).toMatch(/^sets\/miss is inconclusive \(/)
  })
  test('when it was not measured', () => {
    const lacking = { ...run, blocks: run.blocks.filter(({ id }) => id !== 'sets/miss') }
    expect(reasonIn([paper('sets', claims(10), rules)], lacking)).toBe('sets/miss is unmeasured')
  })
  test.each(['draft', 'superseded'] as const)('when its paper is %s', (status) => {
    expect(reasonIn([paper('sets', claims(10), rules, { status })])).toBe(`its paper is ${status}`)
  })

  test('when a benchmark that its directive shows was not measured', () => {
    const shows = directive('Use a set (', { type: 'benchmark', id: 'sets/unmeasured' }, ').')
    const leaning = rule('sets/use-a-set', [shows], { claims: ['sets/miss'] })
    const papers = [paper('sets', claims(10), [leaning])]
    expect(reasonIn(papers)).toBe('sets/unmeasured, which it shows, is unmeasured')
    expect(distilled(run, { papers }).rulebook).not.toContain('?')
  })

  test.each(['used-up', 'unawaited', 'nothing-timed', 'unequal-results'] as const)(
    'when a statement that a claim or a shown cost rests on is %s',
    (code) => {
      const message = 'sets.py:9:5: what was found'
      const warned = withWarning(code, message)
      const why = `sets/set is ${code} (${message})`
      expect(reasonIn([paper('sets', claims(10), rules)], warned)).toBe(why)
      const shows = directive('Use a set (', { type: 'benchmark', id: 'sets/set' }, ').')
      const showing = [paper('sets', [], [rule('sets/use-a-set', [shows], { claims: [] })])]
      expect(reasonIn(showing, warned)).toBe(why)
      expect(reasonIn(showing)).toBeUndefined()
    },
  )
  test.each(['contaminated', 'unexamined'] as const)('but not when its samples are %s', (code) => {
    expect(reasonIn([paper('sets', claims(10), rules)], withWarning(code, 'so it is'))).toBeUndefined()
  })

  /** The run, with a warning of `sets/set`. */
  function withWarning(code: Warning['code'], message: string) {
    const warned = structuredClone(run)
    const benchmarks = warned.blocks.flatMap((block) => block.benchmarks)
    benchmarks.find(({ id }) => id === 'sets/set')!.warnings.push({ code, message })
    return warned
  }
})

describe('the evidence file', () => {
  test('is read back as it was written', () => {
    const { evidence } = distilled(run)
    const text = formatEvidenceFile(evidence)
    expect(parseEvidenceFile(text, 'RULEBOOK.evidence.json')).toEqual(evidence)
    expect(text.endsWith('}\n')).toBe(true)
  })

  test.each(['', '{"schema":"rulebook.evidence/2"}'])('refuses %j and says what to do', (text) => {
    expect(() => parseEvidenceFile(text, 'E.json')).toThrow(/E\.json: not .*rulebook distill/s)
  })

  test('lists rules, claims and benchmarks by id, and each claim under every run', () => {
    const { evidence } = distilled(run)
    for (const entries of [evidence.rules, evidence.claims, evidence.benchmarks]) {
      const ids = entries.map(({ id }) => id)
      expect(ids).toEqual([...ids].sort())
      expect(ids).not.toEqual([])
    }
    for (const claim of evidence.claims) expect(claim.runs.map((measured) => measured.run)).toEqual([run.id])
  })

  test('depends on the order of papers in nothing', () => {
    const reversed = distilled(run, { papers: demoPapers().reverse() })
    expect(reversed).toEqual(distilled(run))
  })
})

test('the Evidence section has a heading for each claim, so that figure links resolve', () => {
  const section = renderEvidenceSection('loops', distilled(run).evidence)
  expect(section.match(/^### .*$/gm)).toEqual(['### entry-cost', '### task-cost'])
  expect(section).toContain('Verdict: **supported**')
  expect(section).toContain(`Run \`${run.id}\``)
})

describe('what deserves less trust in a cost that a paper shows', () => {
  const drifting = { code: 'drifting', message: 'rises by 8 % within most processes' } as const
  const bimodal = { code: 'bimodal', message: '3 of 8 processes are faster' } as const
  /** A run with this warning of `loops/enter`, whose cost a paper shows. */
  const warned = (seed: number, warning: typeof drifting | typeof bimodal) => {
    const run = demoRun({ seed })
    for (const benchmark of run.blocks.flatMap(({ benchmarks }) => benchmarks)) {
      if (benchmark.id === 'loops/enter') benchmark.warnings = [warning]
    }
    return { file: `runs/${seed}.json`, run }
  }
  const warningsIn = (papers = demoPapers()) =>
    distilled(run, { papers, runs: [warned(1, drifting), warned(2, bimodal)] }).evidence
  /** The demo's costs swing from process to process as those of a shared machine do. */
  const ownOf = ({ benchmarks }: ReturnType<typeof warningsIn>) =>
    benchmarks.map(({ id, warnings }) => ({ id, warnings: warnings.filter(({ code }) => code !== 'wide') }))

  test('reaches the evidence, from every run that it rests on', () => {
    expect(ownOf(warningsIn())).toEqual([{ id: 'loops/enter', warnings: [drifting, bimodal] }])
  })

  test('reaches the Evidence section of its paper alone', () => {
    const evidence = warningsIn()
    const line = '- drifting, `loops/enter`: rises by 8 % within most processes'
    const [before, after] = renderEvidenceSection('loops', evidence).split(/^### .*$/m)
    expect(before).toContain(`Costs shown that deserve less trust:\n\n${line}\n`)
    expect(after).toContain(line)
    expect(renderEvidenceSection('sets', evidence)).not.toContain('less trust')
  })

  test('is its interval, where that is wide', () => {
    const of = (spread: number) => {
      const samples = constant(1e-6).map((passes, process) => passes.map((x) => x * spread ** (process % 2)))
      const run = writtenRun({ 'sets/list': samples, 'sets/set': constant(1e-8) })
      const papers = [paper('sets', [], [], { shows: [{ type: 'benchmark', id: 'sets/list' }] })]
      return distilled(run, { papers }).evidence.benchmarks[0]!.warnings
    }
    expect(of(1.1)).toEqual([])
    expect(of(1.5)).toEqual([
      { code: 'wide', message: expect.stringMatching(/^the interval reaches \d\d % beyond the estimate$/) },
    ])
  })
})

describe('what blocks loaded', () => {
  /** The demo with what each of its blocks loaded; of those not named it is not known. */
  const loading = (loaded: Record<string, Record<string, string>>, options: SyntheticOptions = {}) => {
    const of = demoRun(options)
    for (const block of of.blocks) {
      const packages = loaded[block.id]
      if (packages) block.loaded = { packages, modules: { 'src/own.py': 'hash' } }
    }
    return of
  }

  test('reaches the evidence for the blocks that claims and costs rest on, and for no others', () => {
    const idle = { ...run.blocks[0]!, id: 'loops/idle', benchmarks: [] }
    const of = loading({ 'sets/miss': { orjson: '3.11.4' } })
    const { blocks } = distilled({ ...of, blocks: [...of.blocks, idle] }).evidence
    expect(blocks.map(({ id }) => id)).toEqual(['loops/entry', 'loops/tasks', 'sets/miss', 'text/format'])
    const { measuredAt } = of.blocks[0]!
    expect(blocks[2]).toEqual({
      id: 'sets/miss',
      run: of.id,
      measuredAt,
      packages: { orjson: '3.11.4' },
      modules: { 'src/own.py': 'hash' },
    })
    expect(blocks[0]).toMatchObject({ packages: {}, modules: {} })
  })

  test('is named in one line of the Evidence section of its domain alone', () => {
    const entry = { pydantic: '2.5.0', orjson: '3.11.4' }
    const of = [
      loading({ 'loops/entry': entry }),
      loading({ 'loops/tasks': { orjson: '3.10.1' } }, { seed: 2 }),
    ]
    const { evidence } = distilled(of[0]!, { runs: of.map((run, n) => ({ file: `runs/${n}.json`, run })) })
    expect(renderEvidenceSection('loops', evidence)).toMatch(
      /measured [\d-]+\.\n\nPackages: orjson 3\.10\.1, orjson 3\.11\.4, pydantic 2\.5\.0\.\n/,
    )
    expect(renderEvidenceSection('sets', evidence)).not.toContain('Packages')
  })

  test('is refused where agents must not be handed it', () => {
    const { unsafe } = distilled(loading({ 'sets/miss': { evil: '1.0 <!-- hidden -->' } }))
    expect(unsafe).toMatchObject([{ rule: 'unsafe-html', file: 'runs/published.json' }])
  })
})

describe('the tokenizers', () => {
  test.each(['o200k_base', 'cl100k_base'] as const)('%s: lines add up to the whole file', async (name) => {
    const countTokens = await loadTokenizer(name)
    const { rulebook, evidence } = distilled(run, { countTokens, tokenizer: name })
    const lines = rulebook.match(/.*\n/g)!
    expect(lines.reduce((sum, line) => sum + countTokens(line), 0)).toBe(countTokens(rulebook))
    expect(evidence.budget.used).toBe(countTokens(rulebook))
    for (const { text, tokens } of evidence.rules) expect(tokens).toBe(countTokens(`- ${text}\n`))
  })

  test.each(['o200k_base', 'cl100k_base'] as const)('%s counts special tokens as text', async (name) => {
    const countTokens = await loadTokenizer(name)
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(3)
  })
})
