import path from 'node:path'
import { expect, test } from 'vitest'
import { type FoundInterpreter, findInterpreters } from '../../src/index.ts'
import { workerFile } from '../../src/python/harness.ts'
import { Worker } from '../../src/worker/worker.ts'
import { plainLoops } from '../judge.ts'
import { fixtures, median, python } from '../laboratory.ts'

test('a statement of some nanoseconds costs what timeit says of one, on every Python here', async () => {
  for (const interpreter of await findInterpreters()) {
    const apart = await toldApart(interpreter)
    if (apart.length === 0) continue
    // Where code lies in memory may do it once; by a fault of the harness the same ones are again.
    const again = await toldApart(interpreter)
    expect(
      again.filter((name) => apart.includes(name)),
      interpreter.interpreter.version,
    ).toEqual([])
  }
})

/** Statements whose cost by this harness is more than 10 % off that by timeit, in the median over processes. */
async function toldApart(interpreter: FoundInterpreter): Promise<string[]> {
  const parameters = [path.dirname(path.dirname(workerFile)), fixtures('judged/nanoseconds.py')]
  const answers = await plainLoops<Record<string, number>>(interpreter, 'beside_timeit', 7, parameters)
  return Object.keys(answers[0]!).filter((name) => {
    const ratio = median(answers.map((ratios) => ratios[name]!))
    return Math.abs(Math.log(ratio)) > Math.log1p(0.1)
  })
}

test('the collector takes the same share of a cost however many loops a batch has', async () => {
  const there = median(await plainLoops<number>(await python(), 'garbage', 7))
  for (const batch of [1e-4, 1.6e-4, 2.5e-4, 4e-4]) {
    const here = median(await ratiosWithBatches(batch, 7))
    expect(Math.abs(here - there), `batches of ${batch} s`).toBeLessThan(Math.log1p(0.1))
  }
})

/** What garbage adds to a statement when a batch lasts about so many seconds: logarithms, one a process. */
async function ratiosWithBatches(batch: number, processes: number): Promise<number[]> {
  const interpreter = await python()
  const logs: number[] = []
  let loops = {}
  for (let process = 0; process < processes; process++) {
    const worker = await Worker.start({ python: interpreter.path, hashSeed: process })
    try {
      const suite = fixtures('judged/garbage.py')
      const opened = await worker.open(suite, ['knotted', 'plain'], process, batch, loops, [], 20_000)
      if (process === 0) loops = opened.loops
      const passes: number[] = []
      for (let pass = 0; pass < 18; pass++) {
        if (pass % 6 === 5) await worker.renew(20_000)
        const { knotted, plain } = Object.fromEntries(await worker.sample(20_000))
        passes.push(knotted! / plain!)
      }
      logs.push(Math.log(median(passes)))
      await worker.close()
    } finally {
      await worker.stop()
    }
  }
  return logs
}
