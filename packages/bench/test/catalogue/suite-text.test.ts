import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { describeSuites, type FoundInterpreter } from '../../src/index.ts'
import { Laboratory, python } from '../laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

const first = `@benchmark(block="b")
def first():
    """Looks something up."""
    yield
    TABLE[3]
`
const second = `@benchmark(block="b")
def second():
    """Does not."""
    yield
    pass
`
const suite = (top: string) => `from rulebook_bench import benchmark\n${top}\n\n${first}\n\n${second}`

function folder(files: Record<string, string | Uint8Array>): string {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  for (const [name, content] of Object.entries(files)) writeFileSync(`${laboratory.suites}/${name}`, content)
  return laboratory.suites
}

const describe = async (files: Record<string, string | Uint8Array>) =>
  (await describeSuites(folder(files), interpreter.path)).benchmarks

const faultsOf = async (directory: string) =>
  (await describeSuites(directory, interpreter.path).catch((error) => error)).faults

test.each([
  ['a form feed', '\f'],
  ['a line separator in a comment', '# a\u2028b'],
  ['a next-line control in a string', 'X = "a\u0085b"'],
  ['a file separator in a comment', '# a\u001cb'],
])('%s counts as no line, as in Python', async (_, text) => {
  const found = await describe({ 'odd.py': suite(`TABLE = {3: 1}\n${text}`) })
  expect(found.map(({ setup, statement }) => [setup, statement])).toEqual([
    ['', 'TABLE[3]'],
    ['', 'pass'],
  ])
})

test.each([
  ['a loop', 'for n in range(10):\n    TABLE[n] = n', ['10', '99']],
  ['a condition', 'if True:\n    TABLE.update(a=1)\n    x = 1', ['a=1', 'a=2']],
  ['an assignment to an item beside a name', 'last = TABLE[3] = 1', ['= 1', '= 2']],
  ['a call', 'TABLE.update(a=1)', ['a=1', 'a=2']],
])('%s that fills a table is part of what uses the table', async (_, code, [from, to]) => {
  const [before] = await describe({ 'filled.py': suite(`TABLE = {}\n${code}`) })
  const [after] = await describe({ 'filled.py': suite(`TABLE = {}\n${code.replace(from!, to!)}`) })
  expect(after!.sourceHash).not.toBe(before!.sourceHash)
})

test('a loop over other names is no part of a benchmark that uses none of them', async () => {
  const code = (end: number) =>
    suite(`TABLE = {3: 1}\nother = []\nfor n in range(${end}):\n    other.append(n)`)
  const hashes = async (end: number) => (await describe({ 'loop.py': code(end) })).map((b) => b.sourceHash)
  expect(await hashes(2)).toEqual(await hashes(3))
})

test('a fresh interpreter fills its tables too', async () => {
  const fresh = (name: string) =>
    `@benchmark(block="b", fresh=True)\ndef ${name}():\n    """Looks up."""\n    yield\n    TABLE[3]\n`
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(
    `${laboratory.suites}/fresh.py`,
    `from rulebook_bench import benchmark\n\nTABLE = {}\nfor n in range(10):\n    TABLE[n] = n\n\n${fresh('one')}\n\n${fresh('two')}`,
  )
  const { run } = await laboratory.measure()
  expect(run.skipped).toEqual([])
})

test('a suite may say its encoding, or begin with a byte order mark', async () => {
  const text = suite('TABLE = {3: "é"}')
  const marked = await describe({ 'text.py': `\ufeff${text}` })
  const latin = await describe({ 'text.py': Buffer.from(`# -*- coding: latin-1 -*-\n${text}`, 'latin1') })
  const plain = await describe({ 'text.py': text })
  expect(marked).toEqual(plain)
  expect(latin).toEqual(plain)
})

test('what is no text of Python is a fault of its file, not a defect', async () => {
  const directory = folder({
    'latin.py': Buffer.from('x = 1\n\ny = "é"\n', 'latin1'),
    'nothing.py': 'x = 1\n\0\n',
    'unheard.py': '# coding: klingon\nx = 1\n',
    'deep.py': `x = ${'('.repeat(300)}1${')'.repeat(300)}\n`,
  })
  mkdirSync(`${directory}/folder.py`)
  symlinkSync('nowhere.py', `${directory}/broken.py`)
  const faults = await faultsOf(directory)
  expect(faults.map((fault: string) => fault.slice(0, fault.indexOf(':')))).toEqual([
    'broken.py',
    'deep.py',
    'folder.py',
    'latin.py',
    'nothing.py',
    'unheard.py',
  ])
  expect(faults.join('\n')).not.toMatch(/None|undefined/)
  expect(faults[3]).toBe('latin.py: unexpected byte 0xe9, expected utf-8; save it as UTF-8')
  expect(faults[5]).toBe('unheard.py:1: unknown encoding, expected UTF-8; save it as UTF-8')
})

test('files and functions that only look like suites and benchmarks are told of', async () => {
  const odd = `import rulebook_bench
from rulebook_bench import benchmark as timed

@rulebook_bench.benchmark(block="b")
def by_module():
    """One."""
    yield
    pass

@benchmark
def bare():
    """One."""
    yield
    pass

if True:
    @benchmark(block="b")
    def inside():
        """One."""
        yield
        pass
`
  const form = 'write `@benchmark(block=...)`, with `from rulebook_bench import benchmark`'
  const name = (file: string) =>
    `${file}: unexpected name of a suite, expected a domain in kebab-case, such as json-serialization.py; ` +
    'rename it, or begin its name with _ if it is none'
  const files = {
    'my_domain.py': '',
    '3d.py': '',
    'two--dashes.py': '',
    'Upper.PY': '',
    '_shared.py': 'x = 1\n',
  }
  expect(await faultsOf(folder({ ...files, 'odd.py': `${odd}\n${first}\n${second}` }))).toEqual([
    name('3d.py'),
    name('Upper.PY'),
    name('my_domain.py'),
    name('two--dashes.py'),
    `odd.py:2:1: unexpected name timed for benchmark; ${form}`,
    `odd.py:5:1: by_module: unexpected form of the decorator; ${form}`,
    `odd.py:11:1: bare: unexpected form of the decorator; ${form}`,
    'odd.py:18:5: inside: unexpected place of a benchmark, expected the top level',
  ])
})
