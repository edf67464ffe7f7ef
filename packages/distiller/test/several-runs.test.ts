import { describe, expect, test } from 'vitest'
import { decide } from '../src/decide/decision.ts'
import { formatEvidenceFile } from '../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../src/render/evidence-section.ts'
import { demoPapers, demoRun, distilled, suitesOf } from './demo.ts'
import type { SyntheticOptions } from './synthetic-run.ts'

/** Runs of one machine each, with what differs between them. */
function runs(...each: [options: SyntheticOptions, change?: Record<string, number>][]) {
  return each.map(([options, change], n) => {
    const settings = { seed: n + 1, cpu: `CPU ${n}`, ...options }
    return { file: `runs/${n}.json`, run: demoRun(settings, change) }
  })
}

const rulesOf = (of: ReturnType<typeof runs>) => distilled(of[0]!.run, { runs: of }).evidence.rules

describe('a rule must hold in each run', () => {
  test('and is left out, with the worst run’s numbers, when it fails in one', () => {
    const rules = rulesOf(runs([{}], [{}, { 'sets/list': 0.01 }]))
    const rule = rules.find(({ id }) => id === 'sets/use-a-set')!
    expect(rule.published).toBe(false)
    expect(rule.reason).toMatch(/^sets\/miss is refuted \(0\.\d+×, .*, expected > 10\)$/)
  })

  test('and is left out when one run did not measure it', () => {
    const both = runs([{}], [{}])
    both[1]!.run.blocks = both[1]!.run.blocks.filter(({ id }) => id !== 'sets/miss')
    const rule = rulesOf(both).find(({ id }) => id === 'sets/use-a-set')!
    expect(rule.reason).toBe('sets/miss is unmeasured')
  })

  test('whichever run comes first', () => {
    const [good, bad] = runs([{}], [{}, { 'sets/list': 0.01 }])
    const kept = (of: ReturnType<typeof runs>) =>
      rulesOf(of)
        .filter((r) => r.published)
        .map(({ id }) => id)
    expect(kept([bad!, good!])).toEqual(kept([good!, bad!]))
  })

  test('and is worth what it saves where it saves least', () => {
    const value = (of: ReturnType<typeof runs>) =>
      rulesOf(of).find(({ id }) => id === 'sets/use-a-set')!.value
    expect(value(runs([{}], [{}, { 'sets/list': 0.3 }]))).toBeLessThan(value(runs([{}], [{}])))
  })
})

describe('a figure', () => {
  const lineOf = (of: ReturnType<typeof runs>, word: string) =>
    distilled(of[0]!.run, { runs: of })
      .rulebook.split('\n')
      .find((line) => line.includes(word))

  test('is one number where machines agree', () => {
    expect(lineOf(runs([{}], [{}], [{}]), 'set')).toMatch(/Use a set \(\d\d×\)\./)
  })

  test('in a line is the least of them where they do not', () => {
    const line = lineOf(runs([{}], [{}, { 'sets/list': 2 }], [{}, { 'sets/list': 0.5 }]), 'set')
    expect(line).toMatch(/Use a set \(over (?:2[89]|3[01])×\)\./)
  })

  test('of a time names its unit twice only where the units differ', () => {
    const slower = { 'loops/enter': 100, 'loops/call': 100 }
    const { evidence } = distilled(demoRun(), { runs: runs([{}], [{}, slower]) })
    expect(evidence.benchmarks[0]!.figure).toMatch(/^\d+ µs–\d\.\d ms$/)
  })

  test('of a rank tells apart only what every run tells apart', () => {
    const swapped = { 'text/p': 2.4 / 1.6, 'text/m': 1.6 / 2.4 }
    expect(lineOf(runs([{}], [{}]), 'Format')).toBe('- Format: f-strings > %s > .format().')
    expect(lineOf(runs([{}], [{}, swapped]), 'Format')).toBe('- Format: f-strings > %s ≈ .format().')
    const turned = { 'text/p': 0.5 }
    expect(lineOf(runs([{}], [{}, turned]), 'Format')).toBeUndefined()
  })
})

describe('the header names what was measured', () => {
  const header = (of: ReturnType<typeof runs>) => distilled(of[0]!.run, { runs: of }).rulebook.split('\n')[1]

  test('versions of one system together, systems apart', () => {
    const of = runs([{ version: '3.13.1' }], [{ version: '3.9.2' }], [{ version: '3.13.5', os: 'darwin' }])
    expect(header(of)).toBe('Measured on CPython 3.9/3.13, Linux x64; CPython 3.13, macOS x64, 2026-11.')
  })

  test.each(['constructor', '__proto__', 'toString'])('a system called %s by its name', (os) => {
    expect(header(runs([{ os }]))).toBe(`Measured on CPython 3.11, ${os} x64, 2026-11.`)
  })

  test('each once', () => {
    expect(header(runs([{}], [{}], [{}]))).toBe('Measured on CPython 3.11, Linux x64, 2026-11.')
  })
})

describe('the evidence', () => {
  const of = runs([{}], [{ os: 'darwin' }, { 'sets/list': 2 }])
  const { evidence } = distilled(of[0]!.run, { runs: of })

  test('lists every run with its file, and each claim under every run', () => {
    expect(evidence.runs.map(({ file }) => file)).toEqual(['runs/0.json', 'runs/1.json'])
    for (const claim of evidence.claims)
      expect(claim.runs.map(({ run }) => run)).toEqual(of.map(({ run }) => run.id))
  })

  test('distilled again changes no byte', () => {
    const again = distilled(of[0]!.run, { runs: of })
    expect(formatEvidenceFile(again.evidence)).toBe(formatEvidenceFile(evidence))
  })

  test('shows each run in the Evidence section', () => {
    const section = renderEvidenceSection('sets', evidence)
    for (const { run } of of) expect(section.split(`(\`${run.id}\`)`).length).toBe(2)
  })
})

describe('a local run takes the place of the one of its machine and interpreter', () => {
  const [here, there] = runs([{}], [{}])
  const suites = suitesOf(here!.run)
  const input = { papers: demoPapers(), published: [there!.run, here!.run], suites, confirming: null }

  test('and changes nothing while it agrees', () => {
    expect(decide({ ...input, local: demoRun({ seed: 31, cpu: 'CPU 0' }) })).toMatchObject({ kind: 'keep' })
  })

  test('when it differs twice', () => {
    const local = demoRun({ seed: 31, cpu: 'CPU 0' }, { 'sets/list': 2 })
    const first = decide({ ...input, local })
    expect(first).toMatchObject({ kind: 'confirm', benchmarks: ['sets/list', 'sets/set'] })
    if (first.kind !== 'confirm') throw new Error(`Unexpected ${first.kind}`)
    expect(decide({ ...input, local, confirming: first.differences })).toMatchObject({
      kind: 'adopt',
      replaces: here!.run.id,
      blocks: ['sets/miss'],
    })
  })

  test('and of the first one when it is of no known machine', () => {
    const local = demoRun({ seed: 31, cpu: 'CPU 9' })
    expect(decide({ ...input, local })).toMatchObject({ kind: 'adopt', replaces: there!.run.id })
  })
})
