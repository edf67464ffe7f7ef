import { readFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { findInterpreters } from '../../src/index.ts'
import { fixtures, python } from '../laboratory.ts'

const harness = path.resolve(fixtures('.'), '../../python')
const torture = readFileSync(fixtures('syntax/torture.py'), 'utf8')
const script = `
import json, sys
sys.path.insert(0, sys.argv[1])
from rulebook_bench.code_hash import hash_of_module
print(json.dumps([hash_of_module(text.encode("utf-8", "surrogatepass")) for text in json.load(sys.stdin)]))
`

let interpreter: string
beforeAll(async () => {
  interpreter = (await python()).path
})

/** Hashes of texts of modules. */
async function hashes(texts: string[], command = interpreter): Promise<string[]> {
  const { stdout } = await execa(command, ['-W', 'ignore', '-c', script, harness], {
    input: JSON.stringify(texts),
  })
  return JSON.parse(stdout)
}

test('every Python of this machine computes the same hash of the same code', async () => {
  const suites = path.resolve(harness, '../suites/python')
  const texts = [
    torture,
    ...['json-serialization', 'async-overhead'].map((name) => readFileSync(`${suites}/${name}.py`, 'utf8')),
  ]
  const first = await hashes(texts)
  for (const { path } of await findInterpreters()) expect(await hashes(texts, path), path).toEqual(first)
})

test.each([
  ['comments and blank lines', 'def f(x):\n    # Why.\n\n    return x  # What.\n'],
  ['a docstring', 'def f(x):\n    "What it does."\n    return x\n'],
  ['a docstring of the module', '"""All."""\ndef f(x):\n    return x\n'],
  ['indentation and brackets', 'def f(\n  x,\n):\n  return (x)\n'],
  ['line ends', 'def f(x):\r\n    return x\r\n'],
])('%s make no other code', async (_, text) => {
  const [one, other] = await hashes(['def f(x):\n    return x\n', text])
  expect(other).toBe(one)
})

test.each([
  ['quotes', "f('a' 'b', b'c')", 'f("ab", b"c")'],
  ['an f-string in pieces', "f'a{x}' 'b'", 'f"a{x}b"'],
  ['digits', 'f(0x10, 1_000)', 'f(16, 1000)'],
])('%s that mean the same make no other code', async (_, a, b) => {
  const [one, other] = await hashes([a, b])
  expect(other).toBe(one)
})

test.each([
  ['1', '1.0'],
  ['1', 'True'],
  ['"a"', 'b"a"'],
  ['f(a, b)', 'f(b, a)'],
  ['x = None', 'x = 0'],
  ['return_ = [None]', 'return_ = []'],
  ['def f(): return', 'def f(): pass'],
  ['def f(): return None', 'def f(): return'],
  ['f"{x!r}"', 'f"{x}"'],
  ['f"{x:>3}"', 'f"{x:>4}"'],
  ['lambda x, /: x', 'lambda x: x'],
  ['x: int', '(x): int'],
  ['def f(): f"no docstring"', 'def f(): pass'],
  ['match x:\n    case None: pass', 'match x:\n    case True: pass'],
  ['{**a}', '{a}'],
  ['from . import a', 'from .. import a'],
  ['def f(*, a, b=1): 0', 'def f(*, a=1, b): 0'],
  ['x = (', 'x = ['],
])('%j is not %j', async (a, b) => {
  const [one, other] = await hashes([a, b])
  expect(other).not.toBe(one)
})
