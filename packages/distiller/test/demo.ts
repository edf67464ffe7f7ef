import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import type { SuiteBlocks } from '../src/decide/block-replacement.ts'
import { type Distillation, distill } from '../src/distill.ts'
import type { DistillInput } from '../src/input.ts'
import { above, claimFigure, directive, paper, rankClaim, ratioClaim, rule } from './synthetic-paper.ts'
import { type SyntheticOptions, syntheticRun } from './synthetic-run.ts'

/** True costs of the demo domains, in seconds. */
export const truth = {
  'loops/entry': { 'loops/enter': 12e-6, 'loops/call': 34e-9 },
  'loops/tasks': { 'loops/task': 8e-6, 'loops/await': 1.1e-7 },
  'sets/miss': { 'sets/list': 960e-9, 'sets/set': 16e-9 },
  'text/format': { 'text/f': 1e-7, 'text/p': 1.6e-7, 'text/m': 2.4e-7 },
}

/** Three domains: ratios, a rank, a benchmark's time, two ways of saying one rule. */
export function demoPapers(): Paper[] {
  const entry = claimFigure('loops/entry-cost')
  return [
    paper(
      'loops',
      [
        ratioClaim('loops/entry-cost', 'loops/enter', 'loops/call', above(50)),
        ratioClaim('loops/task-cost', 'loops/task', 'loops/await', above(10)),
      ],
      [
        rule(
          'loops/stay-sync',
          [
            directive("Don't enter a loop per call (", entry, '); stay sync.'),
            directive("Don't enter an event loop for each and every call (", entry, ' a call); stay sync.'),
          ],
          { weight: 5 },
        ),
        rule('loops/just-await', [directive('Await, no task (', claimFigure('loops/task-cost'), ').')]),
      ],
      { shows: [{ type: 'benchmark', id: 'loops/enter' }] },
    ),
    paper(
      'sets',
      [ratioClaim('sets/miss', 'sets/list', 'sets/set', above(10))],
      [rule('sets/use-a-set', [directive('Use a set (', claimFigure('sets/miss'), ').')], { weight: 2 })],
    ),
    paper(
      'text',
      [rankClaim('text/order', { 'text/f': 'f-strings', 'text/p': '%s', 'text/m': '.format()' }, 'text/f')],
      [rule('text/f-strings', [directive('Format: ', claimFigure('text/order'), '.')])],
    ),
  ]
}

/** A noisy run of the demo; `change` multiplies the true cost of single benchmarks. */
export function demoRun(options: SyntheticOptions = {}, change: Record<string, number> = {}): Run {
  const changed = Object.entries(truth).map(([block, costs]) => {
    const scaled = Object.entries(costs).map(([id, cost]) => [id, cost * (change[id] ?? 1)])
    return [block, Object.fromEntries(scaled)]
  })
  return syntheticRun(Object.fromEntries(changed), options)
}

/** Suites that define what a run measured. */
export function suitesOf({ blocks }: Run): SuiteBlocks {
  return new Map(
    blocks.map(({ id, benchmarks }) => [id, new Map(benchmarks.map((b) => [b.id, b.sourceHash]))]),
  )
}

/** Words and punctuation: additive over lines, and quick. */
export function countWords(text: string): number {
  return text.match(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]|\n/gu)?.length ?? 0
}

/** Everything the demo is distilled from. */
export function demoInput(run: Run, settings: Partial<DistillInput> = {}): DistillInput {
  return {
    papers: demoPapers(),
    runs: [{ file: 'runs/published.json', run }],
    budget: 200,
    tokenizer: 'words',
    countTokens: countWords,
    title: 'Python performance rules',
    ...settings,
  }
}

export function distillDemo(run: Run, settings: Partial<DistillInput> = {}): Distillation {
  return distill(demoInput(run, settings))
}

/** The demo distilled; fails when it is not. */
export function distilled(
  run: Run,
  settings: Partial<DistillInput> = {},
): Extract<Distillation, { kind: 'distilled' }> {
  const distillation = distillDemo(run, settings)
  if (distillation.kind !== 'distilled') throw new Error(`Unexpected ${distillation.kind}`)
  return distillation
}
