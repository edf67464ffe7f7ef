import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { describeSuites, type FoundInterpreter } from '../../src/index.ts'
import { Laboratory, python } from '../laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

const beside =
  '@benchmark(block="b")\ndef beside():\n    """What it is compared with."""\n    yield\n    pass\n'

function described(code: string) {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(`${laboratory.suites}/told.py`, `from rulebook_bench import benchmark\n${code}\n${beside}`)
  return describeSuites(laboratory.suites, interpreter.path)
}

const faultsOf = async (code: string) => (await described(code).catch((error) => error)).faults

/** A benchmark whose body begins in line 5 of the suite, indented by four. */
const benchmark = (body: string, name = 'first', before = '') =>
  `@benchmark(block="b")${before}\n${name.startsWith('async ') ? name.replace('async ', 'async def ') : `def ${name}`}():\n    """It."""\n    ${body.replaceAll('\n', '\n    ')}\n`

const misplaced =
  'unexpected place of a `yield`, expected at the top of the function or in a `with` or `try … finally` there, ' +
  'and the second beside the first; move it'

test.each([
  [
    'a star import in a function',
    'from math import *\nyield\npass',
    ['5:22: not valid Python: import * only allowed at module level; fix it'],
  ],
  [
    'await in a plain function',
    'yield\nawait x',
    ["6:5: not valid Python: 'await' outside async function; fix it"],
  ],
  [
    'nonlocal without a binding',
    'yield\nnonlocal x\nx = 1',
    ["6:5: not valid Python: no binding for nonlocal 'x' found; fix it"],
  ],
  ['a yield in a loop', 'for n in []:\n    yield\n    pass', [`6:9: first: ${misplaced}`]],
  ['a yield in a condition', 'if True:\n    yield\npass', [`6:9: first: ${misplaced}`]],
  [
    'a yield whose exceptions are caught',
    'try:\n    yield\n    pass\nexcept OSError:\n    pass',
    [`6:9: first: ${misplaced}`],
  ],
  ['yields of which one is inside', 'with x:\n    yield\n    pass\nyield', [`6:9: first: ${misplaced}`]],
  [
    'a yield beside something else',
    'yield; pass',
    ['5:5: first: the yield shares its line with something else; give it one of its own'],
  ],
])('%s is a fault of the suite', async (_, body, faults) => {
  expect(await faultsOf(benchmark(body))).toEqual(faults.map((fault) => `told.py:${fault}`))
})

test('faults of the compiler are reported beside those of the form', async () => {
  expect(await faultsOf(`${benchmark('yield\nawait x')}\n${benchmark('pass', 'second')}`)).toEqual([
    "told.py:6:5: not valid Python: 'await' outside async function; fix it",
    'told.py:9:1: second: expected one yield above the timed statement and at most one below it, found 0',
  ])
})

test('what has the name of a benchmark is told, before it and after it', async () => {
  const first = benchmark('yield\nfirst()')
  expect(await faultsOf(`def first():\n    pass\n${first}`)).toEqual([
    'told.py:2:1: first is hidden by the benchmark of its name below; rename one of them',
  ])
  expect(await faultsOf(`${first}\nfrom math import sqrt as first`)).toEqual([
    'told.py:8:1: first hides the benchmark of its name above; rename one of them',
  ])
  expect(await faultsOf(`${first}\nif True:\n    first = 1`)).toEqual([
    'told.py:9:5: first hides the benchmark of its name above; rename one of them',
  ])
  // A use of the name, or one inside of a function, hides nothing.
  const used = `def other():\n    first = 1\n    return [first for first in []]\n${first}\nprint(first)`
  expect((await described(used)).benchmarks).toHaveLength(2)
})

test('what a benchmark cannot have is told', async () => {
  expect(await faultsOf(`from ._shared import N\n${benchmark('yield\npass')}`)).toEqual([
    'told.py:2:1: a suite is in no package; write `from _shared import …`, without the dot',
  ])
  expect(await faultsOf(benchmark('yield\npass', 'first', '\n@staticmethod'))).toEqual([
    'told.py:3:2: first: only the body of a benchmark is timed, so another decorator does nothing; remove it',
  ])
})

test('a benchmark whose yields lie inside of something is quoted as it was written', async () => {
  const { benchmarks } = await described(
    benchmark(`# a comment
items = []
try:
    with open("a") as a, \\
        open(
  """b
  c""") as b:
        # the file is open
        yield
        # timed
        for line in a:
            items.append(line)
        yield
        # checked
        assert items
finally:
    items.clear()`),
  )
  expect(benchmarks[0]).toMatchObject({
    setup: `items = []
try:
    with open("a") as a, \\
        open(
  """b
      c""") as b:`,
    statement: 'for line in a:\n    items.append(line)',
  })
})

test('a hash changes with what holds the yields, and with future imports', async () => {
  const hash = async (code: string) => (await described(code)).benchmarks[0]!.sourceHash
  const inside = await hash(benchmark('with x:\n    a()\n    yield\n    s()'))
  const outside = await hash(benchmark('with x:\n    a()\nyield\ns()'))
  const ended = await hash(benchmark('with x:\n    a()\n    yield\n    s()\n    yield\nt()'))
  const late = await hash(benchmark('with x:\n    a()\n    yield\n    s()\n    yield\n    t()'))
  const final = await hash(benchmark('try:\n    yield\n    s()\nfinally:\n    t()'))
  const other = await hash(benchmark('try:\n    yield\n    s()\nfinally:\n    u()'))
  expect(new Set([inside, outside, ended, late, final, other]).size).toBe(6)
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const plain = `from rulebook_bench import benchmark\n${benchmark('yield\ns()')}\n${beside}`
  writeFileSync(`${laboratory.suites}/a.py`, plain)
  writeFileSync(`${laboratory.suites}/b.py`, `from __future__ import annotations\n${plain}`)
  const { benchmarks } = await describeSuites(laboratory.suites, interpreter.path)
  expect(benchmarks[0]!.sourceHash).not.toBe(benchmarks[2]!.sourceHash)
})
