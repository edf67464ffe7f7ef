import { expect, test } from 'vitest'
import { efforts, findInterpreters } from '../src/index.ts'
import { Worker } from '../src/sampling/worker.ts'
import { meanOf, plainLoops } from './judge.ts'
import { fixtures, Laboratory, logRatios, median, python } from './laboratory.ts'

const effort = { ...efforts.quick, processes: 7 }

test('a statement of some nanoseconds costs what timeit says of one, on every Python here', async () => {
  for (const interpreter of await findInterpreters()) {
    const { version } = interpreter.interpreter
    const { run } = await new Laboratory('judged').measure({
      interpreter,
      effort,
      only: ({ id }) => id === 'nanoseconds/cheap',
    })
    expect(run.skipped).toEqual([])
    const plain = await plainLoops<Record<string, number>>(interpreter, 'against_a_scan', 7)
    for (const name of Object.keys(plain[0]!)) {
      const here = meanOf(logRatios(run, `nanoseconds/${name}`, 'nanoseconds/scan'))
      const there = meanOf(plain.map((ratios) => ratios[name]!))
      const noise = Math.hypot(here.almostSurely, there.almostSurely)
      expect(Math.abs(here.mean - there.mean), `${version} ${name}`).toBeLessThan(Math.log1p(0.1) + noise)
    }
  }
})

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
