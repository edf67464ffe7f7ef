import { beforeAll, expect, test } from 'vitest'
import type { Effort, Run } from '../../src/index.ts'
import { Worker } from '../../src/worker/worker.ts'
import { briefly, cost, fixtures, Laboratory, python } from '../laboratory.ts'

const effort: Effort = { ...briefly, setups: 2, setupSeconds: 9 }

let run: Run
beforeAll(async () => {
  run = (await new Laboratory('meaning').measure({ effort })).run
}, 120_000)

// Each process sets a block up twice; the second is told its calibration, so that nothing runs before it is sampled.
test.each([
  ['names that the statement bound are there in the teardown', 'meaning/bound'],
  ['what making instances did is there in the teardown', 'meaning/filled'],
  ['fresh interpreters are as any other', 'meaning/bound_fresh'],
  ['the statement may stand in `with`, `async with` and `try … finally`', 'meaning/inside'],
  ['names may be declared global anywhere', 'meaning/globals'],
  ['a decimal context is that of one benchmark', 'meaning/digits'],
  ['the switch and the thresholds of the collector are those of one benchmark', 'meaning/collectors'],
  ['setup, statement and teardown are one task in one context, in a loop of its own', 'meaning/tasks'],
  ['processes that a suite spawns find its functions', 'meaning/pools'],
  ['a suite is a module like any other', 'meaning/modules'],
  ['annotations for the type checker are not evaluated', 'later/annotated'],
  ['nor are they in a fresh interpreter', 'later/annotated_fresh'],
])('%s', (_, block) => {
  expect(run.skipped.find(({ id }) => id === block)).toBeUndefined()
  expect(run.blocks.map(({ id }) => id)).toContain(block)
})

test('a benchmark that computes more digits costs more than one that does not', () => {
  expect(cost(run, 'meaning/divided_precisely')).toBeGreaterThan(5 * cost(run, 'meaning/divided_by_default'))
})

test('a process says that the collector was on where it was for one member', () => {
  const gc = (id: string) =>
    run.blocks.find((block) => block.id === id)?.processes.map((process) => process.gc)
  expect(gc('meaning/collectors')).toEqual([true, true])
})

test('a benchmark that runs alone is executed before it is torn down, too', async () => {
  const worker = await Worker.start({ python: (await python()).path, folders: [fixtures('meaning')] })
  try {
    const names = ['bound_by_the_statement', 'bound_in_little_time', 'bound_each_time']
    await worker.open(`${fixtures('meaning')}/meaning.py`, names, 0, 1e-4, {}, names, 10_000)
    expect(Object.keys(await worker.compare(10_000)).sort()).toEqual([...names].sort())
    await worker.close()
  } finally {
    await worker.stop()
  }
})
