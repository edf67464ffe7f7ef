import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { blocksOf, describeSuites, type Run, SuiteFaults } from '../../src/index.ts'
import { Worker } from '../../src/worker/worker.ts'
import { briefly, fixtures, Laboratory, python } from '../laboratory.ts'

/** What looking at the blocks of a fixture finds, by name: code and message of each. */
async function examined(suite: string, what = { statements: true, results: false }) {
  const { path: executable } = await python()
  const { benchmarks } = await describeSuites(fixtures('statements'), executable)
  const found: Record<string, string[]> = {}
  const file = path.join(fixtures('statements'), `${suite}.py`)
  for (const [, members] of blocksOf(benchmarks.filter(({ domain }) => domain === suite))) {
    const worker = await Worker.start({ python: executable, directory: new Laboratory().folder })
    try {
      const names = members.map(({ id }) => id.split('/')[1]!)
      const answer = await worker.examine(file, names, what, 30_000)
      for (const [name, faults] of Object.entries(answer.found)) {
        if (faults.length > 0) found[name] = faults.map(({ code, message }) => `${code}: ${message}`)
      }
    } finally {
      await worker.stop()
    }
  }
  return found
}

const again =
  /; give it setup="sample", or make in the statement what it uses up; execute it once above the yield if later ones are meant$/
const dearer =
  /: the first execution changes what the setup made and takes [\d.]+ times as long as later ones, which leave it as it is/

test('a statement that does not do its work every time is told, with its place and the fix', async () => {
  const found = await examined('faulty')
  const told = Object.entries(found).map(([name, faults]) => [
    name,
    faults.join().replace(again, '; …').replace(dearer, ': dearer'),
  ])
  expect(Object.fromEntries(told)).toEqual({
    spent_generator:
      'used-up: faulty.py:25:5: its value is 499500 after the first execution, 0 after later ones; …',
    spent_by_loop:
      'used-up: faulty.py:33:5: item is 999 after the first execution, unbound after later ones; …',
    spent_shared: 'used-up: faulty.py:41:5: total is 4950 after the first execution, 0 after later ones; …',
    read_to_the_end: `used-up: faulty.py:49:5: its value is '${'text'.repeat(9)}te… after the first execution, '' after later ones; …`,
    rows_deleted:
      'used-up: faulty.py:59:5: its value is a Cursor of 100 changed rows after the first execution, a Cursor of 0 changed rows after later ones; …',
    sorted_in_place: 'used-up: faulty.py:69:5: dearer; …',
    queue_drained: 'used-up: faulty.py:77:5: dearer; …',
    queue_of_asyncio_drained: 'used-up: faulty.py:90:5: dearer; …',
    sought_in_iterator: 'used-up: faulty.py:99:5: pairs is spent by the first execution; …',
    sought_in_generator: 'used-up: faulty.py:107:5: items is spent by the first execution; …',
    module_data_sorted: 'used-up: faulty.py:117:5: dearer; …',
    forgotten_await: 'unawaited: faulty.py:124:5: the coroutine fetch() is never awaited; `await` it',
    forgotten_in_between: 'unawaited: faulty.py:131:5: the coroutine fetch() is never awaited; `await` it',
    forgotten_stream:
      'unawaited: faulty.py:139:5: the asynchronous generator stream() is never started; go through it with `async for`',
    forgotten_generator:
      'unawaited: faulty.py:147:5: a generator expression is never started; go through it, as with list() or a loop',
    forgotten_map:
      'unawaited: faulty.py:155:5: nothing takes what map would make; go through it, as with list() or a loop',
    once_a_sample: 'unawaited: faulty.py:162:5: the coroutine fetch() is never awaited; `await` it',
    power:
      'nothing-timed: faulty.py:169:5: the compiler leaves nothing of it to time; bind its constants to names above the yield',
    never:
      'nothing-timed: faulty.py:176:5: the compiler leaves nothing of it to time; bind its constants to names above the yield',
  })
})

test('growing data, caches, writes of the same, moves and changing values raise no alarm, ten times over', async () => {
  for (let time = 0; time < 10; time++) expect(await examined('honest')).toEqual({})
})

const ofStatements = ['used-up', 'unawaited', 'nothing-timed', 'unequal-results', 'unexamined']
const warned = (run: Run) =>
  run.blocks
    .flatMap(({ benchmarks }) => benchmarks)
    .flatMap(({ id, warnings }) =>
      warnings.flatMap(({ code }) => (ofStatements.includes(code) ? [`${id.split('/')[1]} ${code}`] : [])),
    )

test('a run has what was found as warnings of its benchmarks, and all that was silent could be sampled', async () => {
  const only = ({ id }: { id: string }) =>
    id.startsWith('honest/') || id === 'faulty/folded' || id === 'results/texts'
  const { run } = await new Laboratory('statements').measure({ only })
  expect(run.skipped).toEqual([])
  expect(run.blocks).toHaveLength(8)
  expect(warned(run)).toEqual(['power nothing-timed', 'never nothing-timed', 'wrong unequal-results'])
})

/** A suite of benchmarks, each its lines below the docstring. */
function suiteOf(options: string, bodies: Record<string, string[]>, head = ''): string {
  const written = Object.entries(bodies).map(([name, lines]) => {
    const body = ['"""It."""', ...lines].map((line) => `    ${line}\n`).join('')
    return `@benchmark(block="b"${options})\n${name.startsWith('async') ? 'async ' : ''}def ${name}():\n${body}`
  })
  return `from rulebook_bench import benchmark\n${head}\n\n${written.join('\n\n')}`
}

function laboratoryOf(suite: string): Laboratory {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(path.join(laboratory.suites, 'told.py'), suite)
  return laboratory
}

test('a statement that cannot be executed twice is skipped, and the reason says why', async () => {
  const steady = { steady: ['items = [1]', 'yield', 'items[0]'] }
  const taken = { taken: ['items = {1: 2}', 'yield', 'items.pop(1)'], ...steady }
  const ended = { ended: ['items = iter([1])', 'yield', 'next(items)'], ...steady }
  const waits = {
    async_waits: [
      'import asyncio',
      'queue = asyncio.Queue()',
      'queue.put_nowait(1)',
      'yield',
      'await queue.get()',
    ],
    ...steady,
  }
  const fix =
    'when executed again after one setup; give it setup="sample", or make in the statement what it uses up'
  for (const [bodies, what] of [
    [taken, 'told.py:9:5: taken raises KeyError (1)'],
    [ended, 'told.py:9:5: ended raises StopIteration'],
    [waits, 'told.py:11:5: async_waits does not end within 20 times the first'],
  ] as const) {
    const { run } = await laboratoryOf(suiteOf('', bodies)).measure()
    expect(run.skipped.map(({ reason }) => reason)).toEqual([`${what} ${fix}`])
  }
})

test('what is sampled is as if nobody had looked', async () => {
  const once = [
    'assert not SEEN, "looked at before"',
    'SEEN.append(1)',
    'yield',
    'len(SEEN)',
    'yield',
    'SEEN.clear()',
  ]
  const suite = suiteOf('', { one: once, two: ['yield', 'len("a")'] }, 'SEEN = []')
  const { run } = await laboratoryOf(suite).measure({ effort: { ...briefly, setups: 1 } })
  expect(run.skipped).toEqual([])
})

test('benchmarks that say that they do the same give equal results', async () => {
  expect(await examined('results', { statements: false, results: true })).toEqual({
    wrong: [
      `unequal-results: results.py:39:5: unexpected result 'ab', expected '${'ab'.repeat(19)}… as right gives at results.py:32:5; make both do the same, or take same="joined" away`,
    ],
    other_array: [
      'unequal-results: results.py:99:5: unexpected result an Array, expected an Array as one_array gives at results.py:85:5; make both do the same, or take same="parts" away',
    ],
    other_nameless: [
      'unequal-results: results.py:113:5: unexpected result a Nameless, which cannot be compared with a Nameless of one_nameless (Nameless has no `==`) at results.py:106:5; make both do the same, or take same="nameless" away',
    ],
  })
})

test('a group needs two results to compare', async () => {
  const { path: executable } = await python()
  const faultsOf = async (suite: string) => {
    const faults = await describeSuites(laboratoryOf(suite).suites, executable).catch((error) => error)
    expect(faults).toBeInstanceOf(SuiteFaults)
    return faults.faults
  }
  const calls = { one: ['yield', 'len("a")'], two: ['yield', 'len("b")'] }
  expect(await faultsOf(suiteOf(', same="A"', calls))).toEqual([
    "told.py:4:2: one: same='A', expected the name of a group in snake_case",
    "told.py:11:2: two: same='A', expected the name of a group in snake_case",
  ])
  expect(await faultsOf(suiteOf(', same="a", fresh=True', { one: calls.one }))).toEqual([
    'told.py:4:2: one: same does not go together with fresh or unit="B", whose results are not there to compare',
  ])
  expect(await faultsOf(suiteOf(', same="a"', { one: calls.one }))).toContain(
    "told.py:5:1: one: no other benchmark of block b has same='a'; give it to those that do the same, or take it away",
  )
  const empty = { one: ['yield', 'for _ in "ab":', '    pass'], two: calls.two }
  expect(await faultsOf(suiteOf(', same="a"', empty))).toEqual([
    'told.py:8:5: one: same= compares results, and it has none; end it in an expression, or bind its result',
  ])
})
