import type { Run } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { type Decision, decide } from '../../src/decide/decision.ts'
import { formatEvidenceFile } from '../../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../../src/render/evidence-section.ts'
import { demoPapers, demoRun, distilled, suitesOf } from '../demo.ts'

const published = demoRun({ seed: 1 })
const first = distilled(published)

/** Decide on a local run; when it differs, on a second measurement; distil what is then published. */
function rebuild(local: Run, second: Run): { decision: Decision; texts: string[] } {
  const input = { papers: demoPapers(), published: [published], suites: suitesOf(published) }
  let decision = decide({ ...input, local, confirming: null })
  if (decision.kind === 'confirm') {
    decision = decide({ ...input, local: second, confirming: decision.differences })
  }
  const run = decision.kind === 'adopt' ? decision.run : published
  return { decision, texts: textsOf(distilled(run)) }
}

/** All that is written: the rulebook, its evidence, and the papers' Evidence sections. */
function textsOf({ rulebook, evidence }: ReturnType<typeof distilled>): string[] {
  const sections = demoPapers().map(({ domain }) => renderEvidenceSection(domain, evidence))
  return [rulebook, formatEvidenceFile(evidence), ...sections]
}

const replays = Array.from({ length: 20 }, (_, n) => 100 + n)

test('noise of the same machine changes no byte in 20 replays', () => {
  for (const seed of replays) {
    const { decision, texts } = rebuild(demoRun({ seed }), demoRun({ seed: seed + 1000 }))
    expect(decision.kind).toBe('keep')
    expect(texts).toEqual(textsOf(first))
  }
})

describe('a true change of 1.5×', () => {
  test.each([1.5, 1 / 1.5])('(to %d of what it was) moves its figure in 20 of 20 replays', (factor) => {
    for (const seed of replays) {
      const change = { 'sets/list': factor }
      const { decision, texts } = rebuild(demoRun({ seed }, change), demoRun({ seed: seed + 1000 }, change))
      expect(decision.kind).toBe('adopt')
      expect(texts[0]).toMatch(factor > 1 ? /Use a set \((8|9)\d×\)/ : /Use a set \((3|4)\d×\)/)
    }
  })

  test('moves no figure but its own', () => {
    const change = { 'sets/list': 1.5 }
    const { texts } = rebuild(demoRun({ seed: 100 }, change), demoRun({ seed: 1100 }, change))
    const moved = texts[0]!.split('\n').filter((line) => !first.rulebook.split('\n').includes(line))
    expect(moved).toHaveLength(1)
    expect(moved[0]).toContain('Use a set')
  })
})

test('a change measured too loosely to be told from the tolerance changes nothing', () => {
  const change = { 'sets/list': 1.5 }
  const loosely = (seed: number) => demoRun({ seed, layout: 0.5 }, change)
  const { decision, texts } = rebuild(loosely(100), loosely(1100))
  expect(decision.kind).toBe('keep')
  expect(texts).toEqual(textsOf(first))
})

test('a difference that a second measurement does not show changes nothing', () => {
  const { decision, texts } = rebuild(demoRun({ seed: 100 }, { 'sets/list': 1.5 }), demoRun({ seed: 101 }))
  expect(decision).toMatchObject({ kind: 'keep' })
  expect(texts).toEqual(textsOf(first))
})

test('a second measurement that differs in something else changes nothing', () => {
  const second = demoRun({ seed: 101 }, { 'loops/task': 1.5 })
  const { decision } = rebuild(demoRun({ seed: 100 }, { 'sets/list': 1.5 }), second)
  expect(decision).toMatchObject({ kind: 'keep' })
})

test('a second measurement that differs the other way confirms nothing', () => {
  const second = demoRun({ seed: 101 }, { 'sets/list': 1 / 1.5 })
  const { decision } = rebuild(demoRun({ seed: 100 }, { 'sets/list': 1.5 }), second)
  expect(decision).toMatchObject({ kind: 'keep' })
})
