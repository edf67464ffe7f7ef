import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import {
  type DescribedSuites,
  describeSuites,
  type FoundInterpreter,
  formatCatalogue,
  SuiteFaults,
} from '../../src/index.ts'
import { fixtures, Laboratory, python } from '../laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

test('every fault of every suite is reported at once, with file, line and column', async () => {
  const faults = await describeSuites(fixtures('faulty'), interpreter.path).catch((error) => error)
  expect(faults).toBeInstanceOf(SuiteFaults)
  expect(faults.faults).toEqual([
    "no-form.py:4:2: CamelCase: block 'Forms' is not snake_case; write it with a-z, 0-9 and _",
    'no-form.py:5:1: CamelCase: the name is not snake_case; write it with a-z, 0-9 and _',
    'no-form.py:12:1: no_docstring: a benchmark takes no parameters; put what it needs above the yield',
    'no-form.py:12:1: no_docstring: no docstring; say in one sentence what is measured',
    'no-form.py:18:1: never_yields: expected one yield above the timed statement and at most one below it, found 0',
    'no-form.py:29:5: leaves_the_loop: `return` would leave the timed loop; move it into a function',
    'no-form.py:40:1: twice: the name stands above; give one of them another',
    'not-python.py:1:12: not valid Python: invalid syntax; fix it',
    "options.py:4:2: other_unit: unit='kB', expected 's' or 'B'",
    'options.py:15:5: not_an_expression: with unit="B" the statement is one expression that makes an instance',
    'options.py:18:2: together: fresh and setup="sample" do not go together; keep one of them',
    'options.py:25:37: misspelt: unexpected option require, expected of block, raw, setup, unit, fresh, requires, same, uses',
  ])
})

test.each([
  ['PyYAML[libyaml]', "requires='PyYAML[libyaml]', expected the PyPI name alone, as in 'PyYAML'"],
  ['PyYAML>=6', "requires='PyYAML>=6', expected the PyPI name alone, as in 'PyYAML'"],
  ['ruamel.yaml', null],
  ['typing_extensions', null],
])('requires=%j is read as a name, or refused with its place', async (name, message) => {
  const member = (id: string) =>
    `@benchmark(block="b", requires=("${name}",))\ndef ${id}():\n    """It."""\n    yield\n    pass\n`
  const source = `from rulebook_bench import benchmark\n\n${member('one')}\n${member('two')}`
  const found = await described(source).then(
    () => null,
    (error) => error.faults[0],
  )
  expect(found).toEqual(message && expect.stringContaining(`told.py:3:2: one: ${message}`))
})

test('a suite is described without being run', async () => {
  const catalogue = await describeSuites(fixtures('unruly'), interpreter.path)
  expect(catalogue.benchmarks.find((b) => b.id === 'unruly/fails_once')).toMatchObject({
    domain: 'unruly',
    block: 'once',
    kind: 'loop',
    doc: 'A set-up that fails the first time only.',
    setup:
      'if not os.path.exists("../failed-once"):\n    open("../failed-once", "w").close()\n    os._exit(9)',
    statement: 'pass',
  })
})

/** What a suite of these benchmarks is described as. */
async function described(source: string | Buffer) {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(`${laboratory.suites}/told.py`, source)
  return describeSuites(laboratory.suites, interpreter.path)
}

test('statements are quoted without their indentation, and strings of several lines as they are', async () => {
  const { benchmarks } = await described(`\ufefffrom rulebook_bench import benchmark

@benchmark(block="b")
def first():
    """One."""
    text = """\\
first
    second

"""
    other = f'''{text}
  third {
        text}
'''
    joined = "one \\
two"

    if joined:
# a comment at the margin
        items = [
  1,
        ]
    yield
    text.split()

@benchmark(block="b")
def second():
\t"""Two."""
\titems = [1]
\tyield
\tfor item in items:
\t\titem
`)
  const [first, second] = benchmarks
  expect(first!.setup).toBe(`text = """\\
first
    second

"""
other = f'''{text}
  third {
        text}
'''
joined = "one \\
two"

if joined:
# a comment at the margin
    items = [
1,
    ]`)
  expect(first!.statement).toBe('text.split()')
  expect(second!.statement).toBe('for item in items:\n\titem')
})

test('the column of a fault counts characters', async () => {
  const faults = await described('"äöü", (\n').catch((error) => error)
  expect(faults.faults).toEqual([expect.stringMatching(/^told\.py:1:8: not valid Python: /)])
})

test('suites that are as they were are not asked about again', async () => {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const suite = (name: string, statement: string) =>
    writeFileSync(
      `${laboratory.suites}/${name}.py`,
      ['one', 'two']
        .map((id) => `@benchmark(block="b")\ndef ${id}():\n    """It."""\n    yield\n    ${statement}\n`)
        .join('\n'),
    )
  const seen: DescribedSuites = new Map()
  const statements = async () => {
    const { benchmarks } = await describeSuites(laboratory.suites, interpreter.path, { described: seen })
    return benchmarks.map(({ statement }) => statement)
  }
  suite('a', 'first()')
  suite('b', 'second()')
  expect(await statements()).toEqual(['first()', 'first()', 'second()', 'second()'])
  const before = new Map(seen)
  suite('b', 'third()')
  expect(await statements()).toEqual(['first()', 'first()', 'third()', 'third()'])
  const [a, b] = ['a', 'b'].map((name) => `${laboratory.suites}/${name}.py`)
  expect(seen.get(a!)).toBe(before.get(a!))
  expect(seen.get(b!)).not.toBe(before.get(b!))
})

test('the committed catalogue is what the suites say', async () => {
  const suites = new URL('../../suites/python', import.meta.url).pathname
  const root = new URL('../../../..', import.meta.url).pathname
  const catalogue = formatCatalogue(await describeSuites(suites, interpreter.path, { root }))
  expect(readFileSync(new URL('../../catalogue.json', import.meta.url), 'utf8')).toBe(catalogue)
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
