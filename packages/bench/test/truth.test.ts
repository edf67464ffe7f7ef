import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { Run } from '../src/index.ts'
import { cost, Laboratory, logRatios, normally, python } from './laboratory.ts'

test('what is known beforehand is what is measured', async () => {
  const { run } = await new Laboratory('suites').measure({ effort: normally })

  // An empty benchmark costs nothing once the empty loop is taken off: nanoseconds.
  expect(Math.abs(cost(run, 'truth/empty') * 1e9)).toBeLessThan(0.3)

  // Twice the work costs twice as much, but for noise and for what the statement's place in memory costs.
  const { mean, almostSurely } = meanOf(logRatios(run, 'truth/micro_twice', 'truth/micro_once'))
  expect(Math.abs(mean - Math.log(2))).toBeLessThan(Math.log1p(0.03) + almostSurely)

  // Not so at some nanoseconds: what the processor does beside the loop, and how well branches are foretold,
  // depends on how long the loop is. So it is held to what plain loops of Python, timed as timeit does, say.
  const there = await plainRatios(9)
  for (const [id, base, plain] of [
    ['nano_twice', 'nano_once', there.map(({ nano }) => nano)],
    ['await_twice', 'await_once', there.map((ratios) => ratios.await)],
  ] as const) {
    const [ours, theirs] = [meanOf(logRatios(run, `truth/${id}`, `truth/${base}`)), meanOf(plain)]
    const noise = Math.hypot(ours.almostSurely, theirs.almostSurely)
    expect(Math.abs(ours.mean - theirs.mean), id).toBeLessThan(Math.log1p(0.04) + noise)
  }
})

/** How many times two copies of a statement cost one, by plain loops: logarithms, one a process. */
async function plainRatios(processes: number): Promise<{ nano: number; await: number }[]> {
  const script = `
import asyncio, json, math, statistics, timeit
from itertools import repeat
from time import perf_counter

def ratio(loops):
    logs = []
    for _ in range(40):
        empty, once, twice = (min(loop(), loop()) for loop in loops)
        logs.append(math.log((twice - empty) / (once - empty)))
    return statistics.median(logs)

def subscripts(n):
    timer = timeit.Timer("\n".join(["items[1]"] * n), "items = [1, 2, 3]")
    return lambda: timer.timeit(20000)

events = asyncio.new_event_loop()

def awaits(n):
    body = "await returning();" * n or "pass"
    names = {"repeat": repeat, "perf_counter": perf_counter}
    exec(f"""async def returning():
    return 1
async def looped():
    iterations = repeat(None, 10000)
    start = perf_counter()
    for _ in iterations:
        {body}
    return perf_counter() - start""", names)
    return lambda: events.run_until_complete(names["looped"]())

print(json.dumps({"nano": ratio([subscripts(n) for n in range(3)]), "await": ratio([awaits(n) for n in range(3)])}))
`
  const interpreter = await python()
  const answers: { nano: number; await: number }[] = []
  for (let n = 0; n < processes; n++) {
    const { stdout } = await execa(interpreter.path, ['-c', script])
    answers.push(JSON.parse(stdout))
  }
  return answers
}

/** Quantiles 0.975 and 0.9995 of Student's t, by degrees of freedom. */
const quantiles: Record<number, [number, number]> = {
  5: [2.5706, 6.8688],
  6: [2.4469, 5.9588],
  7: [2.3646, 5.4079],
  8: [2.306, 5.0413],
  9: [2.2622, 4.7809],
  10: [2.2281, 4.5869],
  11: [2.201, 4.437],
  12: [2.1788, 4.3178],
  13: [2.1604, 4.2208],
  14: [2.1448, 4.1405],
}

/** Mean of observations with the half-widths of its 95 % and 99.9 % intervals. */
function meanOf(logs: number[]): { mean: number; usually: number; almostSurely: number } {
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
  const [usually, almostSurely] = quantiles[logs.length - 1]!.map(
    (t) => t * Math.sqrt(variance / logs.length),
  ) as [number, number]
  return { mean, usually, almostSurely }
}

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
