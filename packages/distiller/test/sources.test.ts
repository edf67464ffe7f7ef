import type { Run } from '@rulebook/bench'
import { expect, test } from 'vitest'
import { withoutChangedSources } from '../src/sources.ts'
import { demoRun, distilled } from './demo.ts'

/** The run with another source behind one benchmark. */
function edited(run: Run, id: string): Run {
  const blocks = run.blocks.map((block) => ({
    ...block,
    benchmarks: block.benchmarks.map((b) =>
      b.id === id ? { ...b, sourceHash: `${b.sourceHash}-edited` } : b,
    ),
  }))
  return { ...run, blocks }
}

test('a figure is forgotten when the statement behind it is another, and no other figure is', () => {
  const published = demoRun({ seed: 1 })
  const { evidence } = distilled(published)
  const local = edited(demoRun({ seed: 2 }, { 'sets/list': 1.1, 'loops/task': 1.1 }), 'sets/list')
  const previous = withoutChangedSources(evidence, [published], [local])
  const forgotten = previous.claims.filter(({ figure }) => figure === null).map(({ id }) => id)
  expect(forgotten).toEqual(['sets/miss'])

  const figures = (file: typeof evidence) =>
    Object.fromEntries(file.claims.map(({ id, figure }) => [id, figure]))
  const after = figures(distilled(local, { previous }).evidence)
  expect(after['sets/miss']).not.toBe(figures(evidence)['sets/miss'])
  expect(after['loops/task-cost']).toBe(figures(evidence)['loops/task-cost'])
})

test('benchmarks that are new or gone are changed', () => {
  const published = demoRun({ seed: 1 })
  const { evidence } = distilled(published)
  const without = { ...published, blocks: published.blocks.filter(({ id }) => id !== 'loops/entry') }
  const previous = withoutChangedSources(evidence, [published], [without])
  expect(previous.claims.find(({ id }) => id === 'loops/entry-cost')!.figure).toBeNull()
  expect(previous.benchmarks.map(({ figure }) => figure)).toEqual([null])
})
