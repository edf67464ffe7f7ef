import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cost, Laboratory, logRatios, median, normally } from './laboratory.ts'

test('what is known beforehand is what is measured', async () => {
  const { run } = await new Laboratory('suites').measure({ effort: normally })

  // An empty benchmark costs nothing once the empty loop is taken off: nanoseconds.
  expect(Math.abs(cost(run, 'truth/empty') * 1e9)).toBeLessThan(0.3)

  // Twice the work costs twice as much.
  const ratio = (id: string, base: string) => Math.exp(median(logRatios(run, `truth/${id}`, `truth/${base}`)))
  expect(Math.abs(ratio('micro_twice', 'micro_once') / 2 - 1)).toBeLessThan(0.03)
  expect(Math.abs(ratio('await_twice', 'await_once') / 2 - 1)).toBeLessThan(0.06)
  expect(Math.abs(ratio('nano_twice', 'nano_once') / 2 - 1)).toBeLessThan(0.06)
})

/** Quantile 0.975 of Student's t with 13 degrees of freedom (14 processes). */
const t = 2.1604

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

  const toldApart = run.blocks.filter((block) => {
    const [a, b] = block.benchmarks
    const logs = logRatios(run, a!.id, b!.id)
    expect(logs).toHaveLength(14)
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
    const halfWidth = t * Math.sqrt(variance / logs.length)
    return Math.abs(mean) > halfWidth && Math.abs(Math.expm1(mean)) > 0.01
  })
  expect(run.blocks).toHaveLength(20)
  expect(toldApart.map((block) => block.id).length).toBeLessThanOrEqual(1)
})
