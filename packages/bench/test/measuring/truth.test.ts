import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../../src/index.ts'
import { meanOf, plainLoops } from '../judge.ts'
import { cost, Laboratory, logRatios, normally, python } from '../laboratory.ts'

test('what is known beforehand is what is measured', async () => {
  const { run } = await new Laboratory('suites').measure({ effort: normally })

  // An empty benchmark costs nothing once the empty loop is taken off: nanoseconds.
  expect(Math.abs(cost(run, 'truth/empty') * 1e9)).toBeLessThan(0.3)

  // Twice the work costs twice as much, but for noise and for what the statement's place in memory costs.
  const { mean, almostSurely } = meanOf(logRatios(run, 'truth/micro_twice', 'truth/micro_once'))
  expect(Math.abs(mean - Math.log(2))).toBeLessThan(Math.log1p(0.03) + almostSurely)

  // Not so at some nanoseconds: what the processor does beside the loop, and how well branches are foretold,
  // depends on how long the loop is. So it is held to what plain loops of Python, timed as timeit does, say.
  const there = await plainLoops<{ nano: number; await: number }>(await python(), 'twice', 9)
  for (const [id, base, plain] of [
    ['nano_twice', 'nano_once', there.map(({ nano }) => nano)],
    ['await_twice', 'await_once', there.map((ratios) => ratios.await)],
  ] as const) {
    const [ours, theirs] = [meanOf(logRatios(run, `truth/${id}`, `truth/${base}`)), meanOf(plain)]
    const noise = Math.hypot(ours.almostSurely, theirs.almostSurely)
    expect(Math.abs(ours.mean - theirs.mean), id).toBeLessThan(Math.log1p(0.04) + noise)
  }
})

test('of 20 pairs of identical benchmarks at most one is told apart', async () => {
  const laboratory = new Laboratory()
  const statements = ['-1 in items', 'items[5]', 'sum(items)', 'str(items[3])']
  const pair = (n: number) =>
    ['a', 'b'].map(
      (name) =>
        `@benchmark(block="pair_${n}")\ndef ${name}_${n}():\n    """One of two."""\n` +
        `    items = list(range(20))\n    yield\n    ${statements[n % statements.length]}\n`,
    )
  const pairs = Array.from({ length: 20 }, (_, n) => pair(n)).flat()
  mkdirSync(laboratory.suites)
  writeFileSync(
    path.join(laboratory.suites, 'twins.py'),
    ['from rulebook_bench import benchmark', ...pairs].join('\n\n'),
  )
  const { run } = await laboratory.measure({ effort: normally })
  expect(run.blocks).toHaveLength(20)

  const apart = toldApart(run)
  if (apart.length <= 1) return
  // By chance one in 20 is; by a fault of the harness the same ones are again.
  laboratory.forget()
  const again = await laboratory.measure({ effort: normally, only: ({ id }) => apart.includes(id) })
  expect(toldApart(again.run).length).toBeLessThanOrEqual(1)
})

/** Blocks of a pair whose 95 % interval excludes 1 and whose effect exceeds 1 %. */
function toldApart(run: Run): string[] {
  const apart = run.blocks.filter((block) => {
    const [a, b] = block.benchmarks
    const { mean, usually } = meanOf(logRatios(run, a!.id, b!.id))
    return Math.abs(mean) > usually && Math.abs(Math.expm1(mean)) > 0.01
  })
  return apart.map(({ id }) => id)
}
