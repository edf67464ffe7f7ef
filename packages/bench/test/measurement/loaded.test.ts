import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Measurement, MeasureOptions, Run } from '../../src/index.ts'
import { Laboratory } from '../laboratory.ts'
import { VirtualEnvironment } from '../virtual-environment.ts'

let laboratory: Laboratory
let environment: VirtualEnvironment
beforeEach(async () => {
  laboratory = new Laboratory()
  environment = await VirtualEnvironment.make(path.join(laboratory.folder, '.venv'))
})

function write(file: string, text: string): void {
  const place = path.join(laboratory.folder, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, text)
}

const member = (name: string, block: string, setup: string, statement = 'pass', more = '') => `
@benchmark(block="${block}"${more})
def ${name}():
    """It."""
    ${setup}
    yield
    ${statement}
`

/** A suite of two blocks, of which the first imports something and the second nothing. */
function suite(top: string, setup: string): void {
  const parts = [
    'from rulebook_bench import benchmark',
    top,
    member('uses', 'uses', setup),
    member('uses_too', 'uses', 'pass'),
    member('bare', 'bare', 'pass'),
    member('bare_too', 'bare', 'pass'),
  ]
  write('suites/own.py', parts.join('\n'))
}

function measure(options: Partial<MeasureOptions> = {}): Promise<Measurement> {
  return laboratory.measure({ interpreter: environment.interpreter, ...options })
}

/** Measure once the run before is written. */
function again(previous: Run, options: Partial<MeasureOptions> = {}): Promise<Measurement> {
  laboratory.forget()
  return measure({ previous, ...options })
}

const loadedBy = (run: Run, block: string) => run.blocks.find(({ id }) => id === block)!.loaded

test('a block says which packages it loaded, and is stale when the version of one is another', async () => {
  environment.install('pydantic', '2.14.0', { 'pydantic/__init__.py': 'import pydantic_core\n' })
  environment.install('pydantic-core', '2.50.4', { 'pydantic_core.py': '' })
  environment.install('unused', '1.0', { 'unused.py': '' })
  suite('', 'import pydantic')
  const first = await measure()
  expect(loadedBy(first.run, 'own/uses').packages).toEqual({ pydantic: '2.14.0', 'pydantic-core': '2.50.4' })
  expect(loadedBy(first.run, 'own/bare').packages).toEqual({})
  expect((await again(first.run)).measured.size).toBe(0)

  environment.remove('pydantic-2.14.0.dist-info')
  environment.install('pydantic', '2.5.0', { 'pydantic/__init__.py': 'import pydantic_core\n' })
  const second = await again(first.run)
  expect([...second.measured]).toEqual([['own/uses', 'pydantic 2.14.0 → 2.5.0']])
  expect(second.kept).toEqual(['own/bare'])
  expect(loadedBy(second.run, 'own/uses').packages.pydantic).toBe('2.5.0')

  environment.remove('pydantic-2.5.0.dist-info')
  expect([...(await again(second.run)).measured]).toEqual([['own/uses', 'pydantic 2.5.0 is gone']])
})

test('modules belong to the distribution that has them, whatever their names', async () => {
  environment.install('PyYAML', '6.0', { 'yaml/__init__.py': '', '_yaml/__init__.py': '' })
  environment.install('space-one', '1', { 'space/one.py': '' })
  environment.install('space-two', '2', { 'space/two.py': '' })
  environment.install('Old_School', '3', { 'old/__init__.py': '', 'old/deep.py': '' }, false)
  environment.install('yaml', '99', { 'something_else.py': '' })
  suite('import yaml, space.two', 'import old.deep')
  const { run } = await measure()
  expect(loadedBy(run, 'own/uses').packages).toEqual({ pyyaml: '6.0', 'space-two': '2', 'old-school': '3' })
  expect(loadedBy(run, 'own/uses').modules).toEqual({})
})

test.each([
  ['a folder of pythonPath', '', 'import shopkit', 'src/shopkit/__init__.py', 'src'],
  [
    'sys.path',
    'import sys; from pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent.parent / "src"))',
    'import shopkit',
    'src/shopkit/__init__.py',
    null,
  ],
  ['the folder of the suites', '', 'from _shared import N', 'suites/_shared.py', null],
  [
    'a name made at run time',
    '',
    'import importlib; importlib.import_module("_sha" + "red")',
    'suites/_shared.py',
    null,
  ],
])('own code found by %s is part of what ran', async (_, top, setup, file, folder) => {
  write('src/shopkit/__init__.py', 'def total(items):\n    return sum(items)\n')
  write('suites/_shared.py', 'N = 1\n')
  write('src/unused.py', '')
  suite('', `${top.replaceAll('\n', '\n    ') || 'pass'}\n    ${setup}`)
  const options = folder === null ? {} : { pythonPath: [path.join(laboratory.folder, folder)] }
  const first = await measure(options)
  expect(first.run.skipped).toEqual([])
  expect(Object.keys(loadedBy(first.run, 'own/uses').modules)).toEqual([file])
  expect(loadedBy(first.run, 'own/bare').modules).toEqual({})

  const text = readFileSync(path.join(laboratory.folder, file), 'utf8')
  write(file, `"""Now with words."""\n\n# And a comment.\n${text}`)
  expect((await again(first.run, options)).measured.size).toBe(0)
  write(file, `${text}\nchanged = True\n`)
  expect([...(await again(first.run, options)).measured]).toEqual([['own/uses', `${file} changed`]])
})

test('own code behind an editable install is own code, in fresh interpreters too', async () => {
  write('src/shopkit/__init__.py', 'from .cart import total\n')
  write('src/shopkit/cart.py', 'def total(items):\n    return sum(items)\n')
  environment.link('shopkit', '0.1', laboratory.folder, path.join(laboratory.folder, 'src'))
  const parts = [
    'from rulebook_bench import benchmark',
    member('import_own', 'start', 'pass', 'import shopkit', ', fresh=True'),
    member('import_json', 'start', 'pass', 'import json', ', fresh=True'),
    member('call_own', 'calls', 'import shopkit', 'shopkit.total([1])'),
    member('call_sum', 'calls', 'pass', 'sum([1])'),
  ]
  write('suites/own.py', parts.join('\n'))
  const first = await measure()
  expect(first.run.skipped).toEqual([])
  for (const { loaded } of first.run.blocks) {
    expect(Object.keys(loaded.modules)).toEqual(['src/shopkit/__init__.py', 'src/shopkit/cart.py'])
    expect(loaded.packages).toEqual({})
  }
  write('src/shopkit/cart.py', 'def total(items):\n    return 0\n')
  expect([...(await again(first.run)).measured]).toEqual([
    ['own/start', 'src/shopkit/cart.py changed'],
    ['own/calls', 'src/shopkit/cart.py changed'],
  ])
})

test('fresh interpreters tell which packages they load', async () => {
  environment.install('heavy', '1.0', { 'heavy.py': '' })
  const fresh = (name: string, statement: string) => member(name, 'start', 'pass', statement, ', fresh=True')
  write(
    'suites/own.py',
    ['from rulebook_bench import benchmark', fresh('one', 'import heavy'), fresh('two', 'import json')].join(
      '\n',
    ),
  )
  const { run } = await measure()
  expect(loadedBy(run, 'own/start')).toEqual({ packages: { heavy: '1.0' }, modules: {} })
})

test('the root may be told from where the command runs', async () => {
  write('suites/_shared.py', 'N = 1\n')
  suite('', 'from _shared import N')
  const { run } = await measure({ root: path.relative(process.cwd(), laboratory.folder) })
  expect(Object.keys(loadedBy(run, 'own/uses').modules)).toEqual(['suites/_shared.py'])
})

test('a compiled module counts by its bytes', async () => {
  write('src/fast.cpython.so', 'bytes')
  const fake =
    'import sys, types; m = types.ModuleType("fast"); m.__file__ = r"FILE"; sys.modules["fast"] = m'
  suite('', fake.replace('FILE', path.join(laboratory.folder, 'src/fast.cpython.so')))
  const first = await measure()
  expect(Object.keys(loadedBy(first.run, 'own/uses').modules)).toEqual(['src/fast.cpython.so'])
  write('src/fast.cpython.so', 'other bytes')
  expect([...(await again(first.run)).measured]).toEqual([['own/uses', 'src/fast.cpython.so changed']])
})

test('what else changed is said: the statement, the members, the harness, the interpreter', async () => {
  suite('', 'pass')
  const { run } = await measure()
  const reasons = async (edit: (run: Run) => void) => {
    const edited = structuredClone(run)
    edit(edited)
    for (const block of edited.blocks) block.key = 'of then'
    return (await again(edited, { only: ({ id }) => id === 'own/uses' })).measured.get('own/uses')
  }
  expect(
    await reasons(({ blocks }) => {
      for (const block of blocks) block.harness = 'older'
    }),
  ).toBe('the harness changed')
  expect(
    await reasons((r) => {
      r.interpreter.version = '3.9.1'
    }),
  ).toMatch(/^CPython 3\.9\.1 → 3\.\d+|^CPython 3\.9\.1 → CPython /)
  expect(
    await reasons((r) => {
      r.interpreter.flags = ['debug']
    }),
  ).toMatch(/^another build of CPython /)
  expect(
    await reasons((r) => {
      r.machine.usableCores = 0.5
    }),
  ).toBe('another machine')
  expect(
    await reasons((r) => {
      r.machine.filesystem = 'tmpfs'
    }),
  ).toMatch(/^filesystem tmpfs → /)
  suite('', 'x = 1')
  expect((await again(run)).measured.get('own/uses')).toBe('own/uses changed')
})

test('an import that is there for what it does makes every block of its suite stale that runs it', async () => {
  write('suites/_patches.py', '')
  suite('', 'pass')
  const { run } = await measure()
  suite('import _patches', 'pass')
  const second = await again(run)
  expect([...second.measured.keys()]).toEqual(['own/uses', 'own/bare'])
  write('suites/_patches.py', 'import json\njson.x = 1\n')
  expect([...(await again(second.run)).measured.values()]).toEqual(
    ['own/uses', 'own/bare'].map(() => 'suites/_patches.py changed'),
  )
})

test('what changes while it is measured is measured once more, from its first process on', async () => {
  write('suites/_shared.py', 'N = 1\n')
  suite('', 'from _shared import N')
  let done = 0
  const { run, measured } = await measure({
    only: ({ id }) => id === 'own/uses',
    onProgress: (progress) => {
      // After the first of two processes.
      if (progress.done === 1 && done++ === 0) write('suites/_shared.py', 'N = 2\n')
    },
  })
  expect(run.skipped).toEqual([])
  expect([...measured.keys()]).toEqual(['own/uses'])
  expect((await again(run, { only: ({ id }) => id === 'own/uses' })).measured.size).toBe(0)
})

test('what never stops changing while it is measured is skipped, and why is said', async () => {
  write('suites/_shared.py', 'N = 0\n')
  suite('', 'from _shared import N')
  let n = 0
  const { run, measured } = await measure({
    onProgress: ({ block }) => {
      if (block === 'own/uses') write('suites/_shared.py', `N = ${++n}\n`)
      if (block === '') write('suites/_shared.py', `N = ${++n}\n`)
    },
  })
  expect(measured.has('own/uses')).toBe(false)
  expect(run.skipped).toMatchObject([
    { id: 'own/uses', reason: expect.stringContaining('suites/_shared.py changed while it was measured') },
  ])
})

test('an interrupted measurement is not gone on with when what it loaded is another', async () => {
  write('suites/_shared.py', 'N = 1\n')
  suite('', 'from _shared import N')
  const stop = new AbortController()
  const stopped = measure({
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 2) stop.abort(new Error('stopped'))
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  write('suites/_shared.py', 'N = 2\n')
  let resumed = -1
  await measure({
    onProgress: (progress) => {
      if (resumed < 0) resumed = progress.resumed
    },
  })
  expect(resumed).toBe(1)
})
