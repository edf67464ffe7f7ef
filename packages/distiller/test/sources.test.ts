import type { Run } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { sourcesHash } from '../src/sources.ts'
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

const published = demoRun({ seed: 1 })
const { evidence } = distilled(published)
const figures = (file: typeof evidence) =>
  Object.fromEntries([...file.claims, ...file.benchmarks].map(({ id, figure }) => [id, figure]))

describe('a figure stays only while it stands for the same statement', () => {
  test('whichever way the run came', () => {
    const slower = { 'sets/list': 1.1, 'loops/task': 1.1 }
    const local = edited(demoRun({ seed: 2 }, slower), 'sets/list')
    const after = figures(distilled(local, { previous: evidence }).evidence)
    expect(after['sets/miss']).not.toBe(figures(evidence)['sets/miss'])
    expect(after['loops/task-cost']).toBe(figures(evidence)['loops/task-cost'])
  })

  test('also that of a benchmark', () => {
    const slower = { 'loops/enter': 1.3, 'loops/call': 1.3 }
    const after = (run: Run) => figures(distilled(run, { previous: evidence }).evidence)['loops/enter']
    expect(after(demoRun({ seed: 2 }, slower))).toBe(figures(evidence)['loops/enter'])
    expect(after(edited(demoRun({ seed: 2 }, slower), 'loops/enter'))).not.toBe(
      figures(evidence)['loops/enter'],
    )
  })

  test('and every other figure stays to the byte', () => {
    const after = distilled(edited(published, 'sets/list'), { previous: evidence }).evidence
    const changed = after.claims.filter(
      (claim, n) => JSON.stringify(claim) !== JSON.stringify(evidence.claims[n]),
    )
    expect(changed.map(({ id }) => id)).toEqual(['sets/miss'])
  })
})

describe('the hash of sources', () => {
  const one = new Map([
    ['demo/a', 'x'],
    ['demo/b', 'y'],
  ])
  const hash = sourcesHash(['demo/a', 'demo/b'], [one])

  test('is short, and another for another statement', () => {
    expect(hash).toMatch(/^[0-9a-f]{14}$/)
    const others = [
      sourcesHash(['demo/a', 'demo/b'], [new Map([...one, ['demo/b', 'z']])]),
      sourcesHash(['demo/a', 'demo/b'], [new Map([...one, ['demo/a', 'y'], ['demo/b', 'x']])]),
      sourcesHash(['demo/a'], [one]),
      sourcesHash(['demo/b'], [one]),
    ]
    expect(new Set([hash, ...others]).size).toBe(5)
  })

  test('is the same in another order, and over runs that measured the same', () => {
    expect(sourcesHash(['demo/b', 'demo/a'], [one, new Map(one)])).toBe(hash)
  })

  test('tells a hundred thousand statements apart', () => {
    const hashes = Array.from({ length: 100_000 }, (_, n) =>
      sourcesHash(['a'], [new Map([['a', String(n)]])]),
    )
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
