import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { describeSuites, type FoundInterpreter, formatCatalogue, SuiteFaults } from '../src/index.ts'
import { fixtures, Laboratory, python } from './laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

test('every fault of every suite is reported at once, with file and line', async () => {
  const faults = await describeSuites(fixtures('faulty'), interpreter.path).catch((error) => error)
  expect(faults).toBeInstanceOf(SuiteFaults)
  expect(faults.faults).toEqual([
    "no-form.py:4: CamelCase: block 'Forms' is not snake_case",
    'no-form.py:5: CamelCase: the name is not snake_case',
    'no-form.py:12: no_docstring: a benchmark takes no parameters; put what it needs above the yield',
    'no-form.py:12: no_docstring: no docstring; say in one sentence what is measured',
    'no-form.py:18: never_yields: expected one yield above the timed statement and at most one below it, found 0',
    'no-form.py:29: leaves_the_loop: `return` would leave the timed loop; move it into a function',
    'no-form.py: benchmark twice is defined twice; give one of them another name',
    'not-python.py:1: not valid Python: invalid syntax',
    "options.py:4: other_unit: unit='kB', expected 's' or 'B'",
    'options.py:15: not_an_expression: with unit="B" the statement is one expression that makes an instance',
    'options.py:18: together: fresh and setup="sample" do not go together; keep one of them',
    'options.py:25: misspelt: unexpected option require, expected of block, raw, setup, unit, fresh, requires',
  ])
})

test('a suite is described without being run', async () => {
  const catalogue = await describeSuites(fixtures('unruly'), interpreter.path)
  expect(catalogue.benchmarks.find((b) => b.id === 'unruly/fails_once')).toMatchObject({
    domain: 'unruly',
    block: 'once',
    kind: 'loop',
    doc: 'A set-up that fails the first time only.',
    setup: 'if not os.path.exists("failed-once"):\n    open("failed-once", "w").close()\n    os._exit(9)',
    statement: 'pass',
  })
})

test('the committed catalogue is what the suites say', async () => {
  const suites = new URL('../suites/python', import.meta.url).pathname
  const catalogue = formatCatalogue(await describeSuites(suites, interpreter.path))
  expect(readFileSync(new URL('../catalogue.json', import.meta.url), 'utf8')).toBe(catalogue)
})

test('a hash changes with what decides the cost, and with nothing else', async () => {
  const hashes = async (edit: (source: string) => string) => {
    const laboratory = new Laboratory()
    mkdirSync(laboratory.suites)
    const source = `import json
from rulebook_bench import benchmark

LIMIT = 10

def helper():
    return LIMIT

def unrelated():
    return 1

@benchmark(block="b")
def first():
    """Uses the helper."""
    yield
    helper()

@benchmark(block="b")
def second():
    """Does not."""
    yield
    pass
`
    writeFileSync(`${laboratory.suites}/hashed.py`, edit(source))
    const { benchmarks } = await describeSuites(laboratory.suites, interpreter.path)
    return benchmarks.map((benchmark) => benchmark.sourceHash)
  }
  const [first, second] = await hashes((source) => source)
  expect(await hashes((s) => s.replace('Uses the helper', 'Calls the helper'))).toEqual([first, second])
  expect(await hashes((s) => s.replace('return 1', 'return 2'))).toEqual([first, second])
  const [limited, untouched] = await hashes((s) => s.replace('LIMIT = 10', 'LIMIT = 11'))
  expect(limited).not.toBe(first)
  expect(untouched).toBe(second)
  const [, timed] = await hashes((s) => s.replace('yield\n    pass', 'yield\n    helper()'))
  expect(timed).not.toBe(second)
})

test('benchmarks that cannot be compared are not let into one block', async () => {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const member = (name: string, options: string) =>
    `@benchmark(${options})\ndef ${name}():\n    """One."""\n    yield\n    object()\n`
  writeFileSync(
    `${laboratory.suites}/mixed.py`,
    [
      'from rulebook_bench import benchmark',
      member('seconds', 'block="units"'),
      member('bytes_held', 'block="units", unit="B"'),
      member('looped', 'block="sorts"'),
      member('fresh', 'block="sorts", fresh=True'),
    ].join('\n\n'),
  )
  const faults = await describeSuites(laboratory.suites, interpreter.path).catch((error) => error)
  expect(faults.faults).toEqual([
    'mixed.py: block mixed/units holds benchmarks in seconds and in bytes, expected one unit; give each unit a block',
    'mixed.py: block mixed/sorts holds fresh benchmarks beside others, expected one sort; give the fresh ones a block',
  ])
})

test('a suite is a module like any other, compiled as its author wrote it', async () => {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(
    `${laboratory.suites}/module.py`,
    `import pickle
from dataclasses import dataclass
from rulebook_bench import benchmark

@dataclass(slots=True)
class Record:
    a: int

@benchmark(block="b")
def pickled():
    """An instance of a class of the suite is found again by pickle."""
    data = pickle.dumps(Record(1))
    assert Record.__annotations__ == {"a": int}
    yield
    pickle.loads(data)

@benchmark(block="b")
def made():
    """What that is compared with."""
    yield
    Record(1)
`,
  )
  const { run } = await laboratory.measure()
  expect(run.skipped).toEqual([])
  expect(run.blocks.map((block) => block.id)).toEqual(['module/b'])
})
