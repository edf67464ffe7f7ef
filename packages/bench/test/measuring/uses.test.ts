import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { describeSuites, type FoundInterpreter, type Run } from '../../src/index.ts'
import { runSchema } from '../../src/run/run.ts'
import { briefly, Laboratory, median, python } from '../laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

const only = (id: string) => (block: { id: string }) => block.id === `uses/${id}`

/** What a benchmark costs in a use over what it costs where results are dropped: the middle of all passes. */
function factor(run: Run, name: string, use: 'kept' | 'varied'): number {
  const benchmark = run.blocks[0]!.benchmarks.find(({ id }) => id === `uses/${name}`)!
  const used = benchmark.uses!.find((one) => one.use === use)!
  return median(
    benchmark.samples.flatMap((passes, process) =>
      passes.map((dropped, pass) => used.samples[process]![pass]! / dropped!),
    ),
  )
}

test('results that are kept are not cheaper than those that are dropped, and keeping costs nothing', async () => {
  const { run } = await new Laboratory('uses').measure({ only: only('kept') })
  expect(run.skipped).toEqual([])
  expect(factor(run, 'makes', 'kept')).toBeGreaterThan(1.2)
  expect(factor(run, 'makes_last', 'kept')).toBeGreaterThan(1.2)
  const none = factor(run, 'gives_none', 'kept')
  expect(none).toBeGreaterThan(0.8)
  expect(none).toBeLessThan(1.25)
  for (const { uses } of run.blocks[0]!.benchmarks)
    expect(Math.max(...uses![0]!.loops)).toBeLessThanOrEqual(1000)
})

test('varied inputs are made anew for each round, so that their hashes are paid for', async () => {
  const { run } = await new Laboratory('uses').measure({ only: only('varied') })
  expect(run.skipped).toEqual([])
  expect(factor(run, 'new_keys', 'varied')).toBeGreaterThan(1.3)
  expect(factor(run, 'new_keys', 'varied')).toBeGreaterThan(1.2 * factor(run, 'old_keys', 'varied'))
})

test('a run has the uses beside the usual one, in the same passes, and what is handed over', async () => {
  const laboratory = new Laboratory('uses')
  const { run } = await laboratory.measure({ only: only('seen') })
  expect(run.skipped).toEqual([])
  expect(runSchema.parse(run)).toEqual(run)
  const [inside, plain] = run.blocks[0]!.benchmarks
  expect(inside!.inputs).toBe('number in [\n    300,\n    301,\n    302,\n]')
  expect(inside!.setup.split('\n').slice(1, 4)).toEqual([
    'with open("seen", "w") as file:',
    '    number in [',
    '        300,',
  ])
  expect(inside!.uses!.map(({ use }) => use)).toEqual(['kept', 'varied'])
  for (const { samples, loops } of inside!.uses!) {
    expect(samples.map((passes) => passes.length)).toEqual([briefly.passes, briefly.passes])
    expect(samples).not.toEqual(inside!.samples)
    expect(loops).toHaveLength(briefly.processes)
  }
  expect(plain).not.toHaveProperty('uses')
  // Each use was set up by itself: the usual one and `kept` saw the first input, `varied` all of them.
  const seen = readFileSync(path.join(laboratory.work, 'seen'), 'utf8').trim().split('\n')
  expect([...new Set(seen)].sort()).toEqual(['[300, 301, 302]', '[300]'])
  expect(seen.filter((numbers) => numbers === '[300]').length).toBeGreaterThan(seen.length / 2)
})

test('the catalogue has the uses and what is handed over, and hashes both', async () => {
  const { benchmarks } = await describe('key = yield ["a", "b"]', 'uses=("dropped", "varied")')
  expect(benchmarks[0]).toMatchObject({
    uses: ['dropped', 'varied'],
    inputs: 'key in ["a", "b"]',
    setup: 'key in ["a", "b"]',
  })
  const hashes = await Promise.all(
    [
      ['key = yield ["a", "b"]', 'uses=("dropped", "varied")'],
      ['key = yield ["a", "c"]', 'uses=("dropped", "varied")'],
      ['key = yield ["a", "b"]', 'uses=("dropped", "varied", "kept")'],
    ].map(async ([line, option]) => (await describe(line!, option!)).benchmarks[0]!.sourceHash),
  )
  expect(new Set(hashes).size).toBe(3)
})

test.each([
  [
    'key = yield ["a"]',
    'raw=False',
    'key',
    '6:5: one: the yield hands over inputs, but uses= has no "varied"',
  ],
  [
    'yield',
    'uses=("dropped", "varied")',
    'key',
    '3:2: one: uses= has "varied", but no inputs are handed over',
  ],
  [
    'key = yield',
    'uses=("dropped", "varied")',
    'key',
    '6:5: one: unexpected form of a yield, expected one name',
  ],
  ['a, b = yield [(1, 2)]', 'uses=("dropped", "varied")', 'a', '6:5: one: unexpected form of a yield'],
  [
    'yield',
    'uses=("dropped", "kept")',
    'key = 1',
    '7:5: one: uses= has "kept", but the statement does not end',
  ],
  ['yield', 'uses=("kept",)', 'key', `3:2: one: uses=('kept',), expected a tuple of "dropped", then`],
  ['yield', 'uses=("dropped", "cold")', 'key', `3:2: one: uses=('dropped', 'cold'), expected a tuple`],
  [
    'yield',
    'uses=("dropped", "kept", "kept")',
    'key',
    `3:2: one: uses=('dropped', 'kept', 'kept'), expected`,
  ],
  ['yield', 'uses="dropped"', 'key', `3:2: one: uses='dropped', expected a tuple`],
  [
    'yield',
    'uses=("dropped", "kept"), setup="sample"',
    'key',
    `3:2: one: uses=('dropped', 'kept') does not go together with setup="sample"`,
  ],
  [
    'yield',
    'uses=("dropped", "kept"), raw=True',
    'key',
    `3:2: one: uses=('dropped', 'kept') does not go together with raw`,
  ],
])('%s with %s is refused with its place', async (line, option, statement, message) => {
  const faults = await describe(line, option, statement).catch((error) => error.faults)
  expect(faults).toEqual([expect.stringContaining(`told.py:${message}`)])
})

test('no inputs at all are a failure of the block', async () => {
  const laboratory = suite('key = yield []', 'uses=("dropped", "varied")')
  const { run } = await laboratory.measure()
  expect(run.skipped).toMatchObject([{ id: 'told/b', reason: expect.stringContaining('told.py:6') }])
})

/** A folder with a suite of two benchmarks, `one` with this yield, in line 6, and statement. */
function suite(line: string, option: string, statement = 'key'): Laboratory {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const one = `@benchmark(block="b", ${option})\ndef one():\n    """It."""\n    ${line}\n    ${statement}\n`
  const other = '@benchmark(block="b")\ndef other():\n    """It."""\n    yield\n    pass\n'
  const text = `from rulebook_bench import benchmark\n\n${one}\n${other}`
  writeFileSync(path.join(laboratory.suites, 'told.py'), text)
  return laboratory
}

function describe(line: string, option: string, statement?: string) {
  return describeSuites(suite(line, option, statement).suites, interpreter.path)
}
