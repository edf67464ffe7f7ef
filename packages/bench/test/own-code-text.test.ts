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

test.each([
  ['changes what others do', 'import patches', ['src/patches.py', 'src/patched.py']],
  ['stands under another name', 'import patches as _', ['src/patches.py']],
  ['brings a module of a package', 'import pack.patches', ['src/pack/__init__.py', 'src/pack/patches.py']],
])(
  'an import that %s, and whose name nothing uses, belongs to every benchmark but fresh ones',
  async (_, top, files) => {
    const fresh = '\n@benchmark(block="f", fresh=True)\ndef is_fresh():\n    """It."""\n    yield\n    pass\n'
    const texts: Record<string, string> = {
      'suites/some.py': `${suite(top)}${fresh}${fresh.replace('is_fresh', 'is_too')}`.replace(
        '    thing\n',
        '    pass\n',
      ),
      'src/patches.py': 'import patched\n',
      'src/patched.py': '',
      'src/pack/__init__.py': '',
      'src/pack/patches.py': '',
    }
    const { write, hashes } = repository(texts)
    const before = await hashes()
    for (const file of files) {
      write(file, `${texts[file]}# changed\n`)
      const [one, other, ...apart] = await hashes()
      expect(one, file).not.toBe(before[0])
      expect(other, file).not.toBe(before[1])
      expect(apart).toEqual(before.slice(2))
      write(file, texts[file]!)
    }
  },
)

test.each([
  ['a star brings the modules of a package', 'from pack import *', 'src/pack/deep.py', true],
  [
    'a module in the syntax of a later Python is read line by line',
    'import later as thing',
    'src/lib.py',
    true,
  ],
  ['and so are its imports in brackets', 'import later as thing', 'src/pack/deep.py', true],
  ['a package comes before a folder of its name', 'from both.lib import thing', 'src/both/lib.py', true],
  ['and not the folder before it', 'from both.lib import thing', 'suites/both/lib.py', false],
  ['a suite is no module', 'import other as thing', 'suites/other.py', false],
  ['upper case is not lower case', 'from pack import Deep as thing', 'src/pack/deep.py', false],
  [
    'a module with the name of one of the standard library is not what is imported',
    'import json as thing',
    'src/json.py',
    false,
  ],
])('%s', async (_, top, file, counts) => {
  const texts: Record<string, string> = {
    'suites/some.py': suite(top),
    'suites/other.py': suite('', 'thing = 1'),
    'suites/both/lib.py': '',
    'src/both/__init__.py': '',
    'src/both/lib.py': '',
    'src/lib.py': '',
    'src/json.py': '',
    'src/later.py': 'def f[[T]]():\n    from lib import a\n    from pack import (\n        deep,\n    )\n',
    'src/pack/__init__.py': '__all__ = ["deep"]\n',
    'src/pack/deep.py': '',
  }
  const { write, hashes } = repository(texts)
  const before = await hashes()
  write(file, `${texts[file]}# changed\n`)
  const after = await hashes()
  const uses = before.length - 2
  if (counts) expect(after[uses]).not.toBe(before[uses])
  else expect(after).toEqual(before)
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

test('line ends of a checkout make no other source', async () => {
  const { write, hashes } = repository({
    'suites/some.py': suite('from lib import thing'),
    'src/lib.py': 'thing = 1\nmore = 2\n',
  })
  const before = await hashes()
  write('src/lib.py', 'thing = 1\r\nmore = 2\r\n')
  expect(await hashes()).toEqual(before)
})
