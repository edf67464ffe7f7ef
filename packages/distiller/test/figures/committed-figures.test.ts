import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCatalogue } from '@rulebook/bench'
import { loadPapers } from '@rulebook/papers'
import { describe, expect, test } from 'vitest'
import { figureKey, figuresOf, lineFiguresOf } from '../../src/figures/figure-texts.ts'
import { parseEvidenceFile } from '../../src/render/evidence-json.ts'
import { renderDirective } from '../../src/render/rulebook.ts'
import { contradictions, figuresInLines, figuresShown, outsideIntervals } from '../shown-figures.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const config = JSON.parse(read('rulebook.config.json'))
const evidence = parseEvidenceFile(read('RULEBOOK.evidence.json'), 'RULEBOOK.evidence.json')
const catalogue = parseCatalogue(read(config.catalogue), config.catalogue)
const { files } = await loadPapers(path.join(root, config.papers))
const papers = files.map(({ path: file, content }) => figuresShown(file, content, catalogue))
const figures = papers.flatMap((paper) => paper.figures)

describe('whatever evidence and papers are committed', () => {
  test('0 figures lie outside the interval beside them, up to rounding', () => {
    expect(figures.length).toBeGreaterThan(50)
    expect(outsideIntervals(figures, evidence)).toEqual([])
    const inLines = papers.flatMap(({ paper }) => figuresInLines(paper, evidence))
    expect(outsideIntervals(inLines, evidence)).toEqual([])
  })

  test('0 rows contradict themselves', () => {
    const rows = papers.flatMap(({ rows }) => rows.filter((row) => row.length > 2))
    expect(rows.length).toBeGreaterThan(10)
    expect(papers.flatMap(({ rows, paper }) => contradictions(rows, paper, evidence))).toEqual([])
  })

  test('every figure reads in papers and rulebook as the evidence has it', () => {
    const texts = figuresOf(evidence)
    const written = JSON.parse(read('RULEBOOK.evidence.json'))
    expect(figuresOf(written)).toEqual(texts)
    for (const { key, text, place } of figures)
      expect(`${place} ${text}`).toBe(`${place} ${texts.get(key) ?? '?'}`)
    const directives = papers.flatMap(({ paper }) => paper.rules.flatMap((rule) => rule.directives))
    const inLines = lineFiguresOf(evidence)
    const lines = directives.map(
      (directive) => `- ${renderDirective(directive, (target) => inLines.get(figureKey(target)) ?? '?')}`,
    )
    const published = read('RULEBOOK.md').trimEnd().split('\n').slice(2)
    expect(published.length).toBeGreaterThan(0)
    for (const line of published) expect(lines).toContain(line)
  })

  test('the copies of the rulebook are it', () => {
    for (const file of config.copies ?? []) {
      expect(existsSync(path.join(root, file))).toBe(true)
      expect(read(file)).toContain(`\`\`\`markdown\n${read('RULEBOOK.md')}\`\`\``)
    }
  })
})

describe('a figure that is not what was measured is found', () => {
  const [paper] = papers.filter(({ rows }) => rows.some((row) => row.length > 2))
  const edited = (change: (text: string) => string) => {
    const { path: file, content } = files[papers.indexOf(paper!)]!
    return figuresShown(
      file,
      content.replaceAll(/\[([\d.]+)×\]\(#/g, (_, digits) => `[${change(digits)}×](#`),
      catalogue,
    )
  }

  test('where it stands', () => {
    const { figures } = edited((digits) => String(Number(digits) * 1.3))
    expect(outsideIntervals(figures, evidence).length).toBeGreaterThan(0)
  })

  test('and where it contradicts the costs beside it', () => {
    const { paper: of, rows } = edited((digits) => String(Number(digits) * 4))
    const moved = {
      ...evidence,
      claims: evidence.claims.map((claim) => ({
        ...claim,
        runs: claim.runs.map((run) => ({
          ...run,
          interval: run.interval.map((x) => x * 4) as [number, number],
        })),
      })),
    }
    expect(contradictions(rows, of, moved).length).toBeGreaterThan(0)
  })
})
