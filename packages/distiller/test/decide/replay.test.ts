import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Block, parseCatalogue, parseRun, type Run } from '@rulebook/bench'
import { loadPapers, type Paper, parsePapers, syncPaper } from '@rulebook/papers'
import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/decide/decision.ts'
import { distill } from '../../src/distill.ts'
import { evaluate, observe } from '../../src/evidence/estimate.ts'
import { figuresOf } from '../../src/figures/figure-texts.ts'
import { formatEvidenceFile } from '../../src/render/evidence-json.ts'
import { renderEvidenceSection } from '../../src/render/evidence-section.ts'
import { countWords, suitesOf } from '../demo.ts'
import { replayed } from '../replayed-run.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const config = JSON.parse(readFileSync(`${root}/rulebook.config.json`, 'utf8'))
const published = parseRun(readFileSync(`${root}/${config.publishedRun}`, 'utf8'), config.publishedRun)
const replays = Array.from({ length: 20 }, (_, n) => 1 + n)

let papers: { paper: Paper; content: string }[] = []
beforeAll(async () => {
  const catalogue = parseCatalogue(readFileSync(`${root}/${config.catalogue}`, 'utf8'), config.catalogue)
  const { files } = await loadPapers(`${root}/${config.papers}`)
  papers = parsePapers(files, catalogue).flatMap(({ paper }, n) =>
    paper ? [{ paper, content: files[n]!.content }] : [],
  )
})

function distilled(run: Run, of = papers.map(({ paper }) => paper)) {
  const runs = [{ file: config.publishedRun, run }]
  const settings = { budget: 500, tokenizer: 'words', countTokens: countWords, title: 'Rules' }
  const distillation = distill({ papers: of, runs, ...settings })
  if (distillation.kind !== 'distilled') throw new Error(`Unexpected ${distillation.kind}`)
  return distillation
}

/** Everything that is written: the rulebook, its evidence, and each paper. */
function textsOf({ rulebook, evidence }: ReturnType<typeof distilled>): string[] {
  const figures = figuresOf(evidence)
  const synced = papers.map(({ paper, content }) =>
    syncPaper(content, paper, {
      figure: ({ type, id }) => figures.get(`${type}:${id}`),
      evidence: renderEvidenceSection(paper.domain, evidence),
    }),
  )
  return [rulebook, formatEvidenceFile(evidence), ...synced]
}

/** What a rebuild publishes: what differs in one replay is measured once more, in another. */
function rebuilt(run: Run, seed: number, change: Record<string, number>, of: Paper[]) {
  const input = { papers: of, published: [run], suites: suitesOf(run) }
  let decision = decide({ ...input, local: replayed(run, seed, change), confirming: null })
  if (decision.kind === 'confirm') {
    const local = replayed(run, seed + 1000, change)
    decision = decide({ ...input, local, confirming: decision.differences })
  }
  return { decision, ...distilled(decision.kind === 'adopt' ? decision.run : run, of) }
}

/** Is a half-width at most 5 %, and no process further off than a figure's tolerance? On the log scale. */
function isTight([low, high]: [number, number], observations: number[]): boolean {
  const middle = (Math.log(low) + Math.log(high)) / 2
  const furthest = Math.max(...observations.map((x) => Math.abs(Math.log(x) - middle)))
  return low > 0 && Math.log(high / low) / 2 <= Math.log(1.05) && furthest <= Math.log(1.2)
}

test('the published run holds what the replays need', () => {
  expect(papers.length).toBeGreaterThanOrEqual(2)
  expect(published.blocks.length).toBeGreaterThanOrEqual(4)
})

test('a replay is as noisy as the run it is made from, and no two are alike', () => {
  const [one, two] = [replayed(published, 1), replayed(published, 2)]
  expect(one.blocks[0]!.benchmarks[0]!.samples).not.toEqual(two.blocks[0]!.benchmarks[0]!.samples)
  const figures = replays.map((seed) => distilled(replayed(published, seed)).evidence.claims)
  const moved = figures[0]!.filter((_, n) => new Set(figures.map((all) => all[n]!.figure)).size > 1)
  expect(moved.length).toBeGreaterThan(3)
})

test('this machine’s noise changes no byte of rulebook, evidence or papers in at least 19 of 20 replays', () => {
  const first = distilled(published)
  const before = textsOf(first)
  const all = papers.map(({ paper }) => paper)
  const changed = replays.flatMap((seed) => {
    const { decision, ...now } = rebuilt(published, seed, {}, all)
    const same = textsOf(now).every((text, n) => text === before[n])
    return same ? [] : [decision.reason]
  })
  expect(changed.length, changed.join('; ')).toBeLessThanOrEqual(1)
})

describe('a true change of 1.5× in one ratio moves its figure in 20 of 20 replays', () => {
  test.each([
    ['up', 1.5],
    ['down', 1 / 1.5],
  ])('of any claim that is measured closely: %s', (_, factor) => {
    const unmoved: string[] = []
    let claims = 0
    for (const { paper } of papers) {
      for (const claim of paper.claims) {
        if (claim.kind !== 'ratio' || claim.expression.type !== 'binary' || claim.benchmarks.length !== 2)
          continue
        if (claim.expression.operator !== '/' || claim.expression.left.type !== 'benchmark') continue
        const alone: Paper[] = [{ ...paper, claims: [claim], rules: [], figures: [] }]
        // Only the claim's own block counts; the others would cost time alone.
        const holds = ({ benchmarks }: Block) =>
          claim.benchmarks.every((id) => benchmarks.some((b) => b.id === id))
        const run = { ...published, blocks: published.blocks.filter(holds) }
        const before = distilled(run, alone)
        const { figure, interval } = before.evidence.claims[0]!
        // What was measured too loosely is left alone whatever happens to it.
        const { observations } = observe(run.blocks[0]!, claim.benchmarks, (cost) =>
          evaluate(claim.expression, cost),
        )
        if (figure === null || interval === null || !isTight(interval, observations)) continue
        claims++
        const change = { [claim.expression.left.id]: factor }
        const moves = replays.filter((seed) => {
          const after = rebuilt(run, seed, change, alone).evidence.claims[0]!.figure
          return after !== figure
        })
        if (moves.length < replays.length) unmoved.push(`${claim.id}: ${moves.length} of ${replays.length}`)
      }
    }
    expect(claims).toBeGreaterThan(10)
    expect(unmoved).toEqual([])
  })
})
