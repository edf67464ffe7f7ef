import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type DescribedSuites, describeSuites, type FoundInterpreter } from '../src/index.ts'
import { Laboratory, python } from './laboratory.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

/** Two benchmarks, of which the first uses `thing`, whatever is imported at the top. */
const suite = (top: string, setup = '') => `from rulebook_bench import benchmark
${top}

@benchmark(block="b")
def uses():
    """Uses what is imported."""
    ${setup}
    yield
    thing

@benchmark(block="b")
def uses_not():
    """Uses nothing."""
    yield
    pass
`

/** A repository with suites and own code in `src`; writes files given by path. */
function repository(files: Record<string, string>) {
  const { folder } = new Laboratory()
  const write = (name: string, text: string | Buffer) => {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  const described: DescribedSuites = new Map()
  const hashes = async () => {
    const { benchmarks } = await describeSuites(path.join(folder, 'suites'), interpreter.path, {
      pythonPath: [path.join(folder, 'src')],
      described,
    })
    return benchmarks.map((entry) => entry.sourceHash)
  }
  return { write, hashes }
}

test.each([
  ['a module', 'from lib import thing', ['src/lib.py']],
  ['a module beside the suites', 'from _common import thing', ['suites/_common.py']],
  ['a module by another name', 'import lib as thing', ['src/lib.py']],
  ['a module of a package', 'from pack.lib import thing', ['src/pack/lib.py', 'src/pack/__init__.py']],
  [
    'a module as a name of its package',
    'from pack import lib as thing',
    ['src/pack/lib.py', 'src/pack/__init__.py'],
  ],
  ['a module of a folder without __init__.py', 'from spaces.lib import thing', ['src/spaces/lib.py']],
  ['what is imported in turn', 'from first import thing', ['src/first.py', 'src/second.py']],
  [
    'what is imported in turn by dots',
    'import relative.one as thing',
    ['src/relative/two.py', 'src/relative/deep/__init__.py', 'src/relative/deep/three.py'],
  ],
  ['everything', 'from stars import *', ['src/stars.py']],
  ['a module that is no Python', 'from broken import thing', ['src/broken.py']],
])('%s that a benchmark imports is part of its source', async (_, top, files) => {
  const texts: Record<string, string> = {
    'suites/some.py': suite(top),
    'suites/_common.py': 'thing = 1\n',
    'src/lib.py': 'thing = 1\n',
    'src/pack/__init__.py': '',
    'src/pack/lib.py': 'thing = 1\n',
    'src/spaces/lib.py': 'thing = 1\n',
    'src/first.py': 'def thing():\n    import second\n',
    'src/second.py': 'import first\n',
    'src/relative/__init__.py': '',
    'src/relative/one.py': 'from . import two\nfrom .deep.three import x\nfrom ....beyond import y\n',
    'src/relative/two.py': '',
    'src/relative/deep/__init__.py': '',
    'src/relative/deep/three.py': 'from ..two import z\n',
    'src/stars.py': 'thing = 1\n',
    'src/broken.py': 'thing = (\n',
    'src/unused.py': 'thing = 1\n',
  }
  const { write, hashes } = repository(texts)
  const before = await hashes()
  expect(await hashes()).toEqual(before)
  for (const file of files) {
    write(file, `${texts[file]}# changed\n`)
    const [uses, usesNot] = await hashes()
    expect(uses, file).not.toBe(before[0])
    // A star may bind any name, so that it belongs to all.
    if (!top.includes('*')) expect(usesNot).toBe(before[1])
    write(file, texts[file]!)
  }
  write('src/unused.py', 'thing = 2\n')
  expect(await hashes()).toEqual(before)
})

test('what setup imports is part of the source', async () => {
  const { write, hashes } = repository({
    'suites/some.py': suite('', 'from lib import thing'),
    'src/lib.py': 'thing = 1\n',
  })
  const before = await hashes()
  write('src/lib.py', 'thing = 2\n')
  const after = await hashes()
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).toBe(before[1])
})

test('a module with the name of one of the standard library is not what is imported', async () => {
  const { write, hashes } = repository({
    'suites/some.py': suite('import json as thing'),
    'src/json.py': '',
  })
  const before = await hashes()
  write('src/json.py', 'x = 1\n')
  expect(await hashes()).toEqual(before)
})

test('line ends of a checkout make no other source', async () => {
  const { write, hashes } = repository({
    'suites/some.py': suite('from lib import thing'),
    'src/lib.py': 'thing = 1\nmore = 2\n',
  })
  const before = await hashes()
  write('src/lib.py', 'thing = 1\r\nmore = 2\r\n')
  expect(await hashes()).toEqual(before)
})
