import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseRun } from '@rulebook/bench'
import { type EvidenceFile, formatFigure, parseEvidenceFile } from '@rulebook/distiller'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

/** A number that reads as measured: digits with a sign of times, a per cent, a time or a size. */
const measuredNumber = /\d[\d.,]*(?:–\d[\d.,]*)?(?:×|%|\s?(?:ns|µs|ms|s|B|kB|MB)\b)/gu

describe('every number of the rulebook is in the evidence', () => {
  test('of a repository just measured', () => {
    const repository = Repository.published()
    expect(numbersTraced(repository.root)).toBeGreaterThanOrEqual(2)
  })

  test('of this repository', () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url))
    expect(numbersTraced(root)).toBeGreaterThanOrEqual(5)
  })
})

/** Is it the figure of a claim, or an end of the range that it is? */
function shows({ figure, kind, runs }: EvidenceFile['claims'][number], number: string): boolean {
  if (figure === number) return true
  return kind !== 'rank' && runs.some(({ estimate }) => formatFigure(estimate, kind) === number)
}

/** Trace each number back to samples; answers how many there were. */
function numbersTraced(root: string): number {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
  const evidence = parseEvidenceFile(read('RULEBOOK.evidence.json'), 'RULEBOOK.evidence.json')
  const lines = read('RULEBOOK.md')
    .split('\n')
    .filter((line) => line.startsWith('- '))
  const rules = evidence.rules.filter((rule) => rule.published)
  expect(lines.toSorted()).toEqual(rules.map(({ text }) => `- ${text}`).toSorted())

  let traced = 0
  for (const rule of rules) {
    const claims = evidence.claims.filter(({ id }) => rule.claims.includes(id))
    expect(claims.length).toBe(rule.claims.length)
    for (const number of rule.text.match(measuredNumber) ?? []) {
      const claim = claims.find((candidate) => shows(candidate, number))
      if (!claim && evidence.benchmarks.some(({ figure }) => figure === number)) {
        traced++
        continue
      }
      expect(claim, `${number} in “${rule.text}”`).toBeDefined()
      const [low, high] = claim!.interval!
      expect(low).toBeLessThanOrEqual(claim!.estimate!)
      expect(high).toBeGreaterThanOrEqual(claim!.estimate!)
      expect(claim!.verdict).toBe('supported')
      expect(claim!.runs.length).toBeGreaterThan(0)
      for (const { run: id } of claim!.runs) {
        const { file } = evidence.runs.find((run) => run.id === id)!
        const run = parseRun(read(file), file)
        expect(run.id).toBe(id)
        const measured = run.blocks.flatMap(({ benchmarks }) => benchmarks.map((benchmark) => benchmark.id))
        expect(measured).toEqual(expect.arrayContaining(claim!.benchmarks))
      }
      traced++
    }
  }
  return traced
}
