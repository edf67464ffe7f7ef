import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type FoundInterpreter, provideEnvironment, RequirementsFault } from '../../src/index.ts'
import { installedPackages } from '../../src/python/installed-packages.ts'
import { neededRequirements, parseRequirements } from '../../src/python/requirements.ts'
import { Laboratory, python } from '../laboratory.ts'
import { PackageIndex } from '../package-index.ts'

let interpreter: FoundInterpreter
beforeAll(async () => {
  interpreter = await python()
})

let index: PackageIndex
beforeEach(() => {
  vi.unstubAllEnvs()
  index = new PackageIndex(interpreter)
})

test('required packages and what they need are installed, once, and again when the lock changes', async () => {
  const lock = [await index.pin('alpha', '1.0'), await index.pin('beta', '2.0', 'alpha')]
  index.lock(...lock, await index.pin('gamma', '3.0'))
  const first = await index.provide(['alpha'])
  expect(first.unavailable).toEqual({})
  expect(first.interpreter.path).not.toBe(interpreter.path)
  const versions = () => installedPackages(first.interpreter.path, ['alpha', 'beta', 'gamma'])
  expect(await versions()).toEqual({ alpha: '1.0', beta: '2.0' })

  const said = index.said.length
  expect(said).toBeGreaterThan(0)
  expect(await index.provide(['alpha'])).toEqual(first)
  expect(index.said).toHaveLength(said)

  index.lock(await index.pin('alpha', '1.1'), lock[1]!)
  await index.provide(['alpha'])
  expect(index.said.length).toBeGreaterThan(said)
  expect(await versions()).toEqual({ alpha: '1.1', beta: '2.0' })
})

test('a package that cannot be had does not keep the others away', async () => {
  const alpha = await index.pin('alpha', '1.0')
  index.lock(alpha, (await index.pin('beta', '2.0')).replace(/sha256:.{4}/, 'sha256:0000'))
  const { interpreter, unavailable } = await index.provide(['alpha', 'beta'])
  expect(Object.keys(unavailable)).toEqual(['beta'])
  expect(unavailable.beta).toBe('hash mismatch: beta==2.0, as downloaded, is not what the lock names')
  expect(await installedPackages(interpreter.path, ['alpha', 'beta'])).toEqual({ alpha: '1.0' })
})

test('with nothing to install from, everything is told as unavailable, and tried again when asked', async () => {
  const alpha = await index.pin('alpha', '1.0')
  index.lock(alpha)
  vi.stubEnv('PIP_FIND_LINKS', index.folder)
  vi.stubEnv('UV_FIND_LINKS', index.folder)
  const { unavailable } = await index.provide(['alpha'])
  expect(Object.keys(unavailable)).toEqual(['alpha'])
  expect(unavailable.alpha).not.toBe('')

  const said = index.said.length
  vi.stubEnv('PIP_FIND_LINKS', index.wheels)
  vi.stubEnv('UV_FIND_LINKS', index.wheels)
  expect((await index.provide(['alpha'])).unavailable).toEqual(unavailable)
  expect(index.said).toHaveLength(said)
  expect((await index.provide(['alpha'], true)).unavailable).toEqual({})
})

test('what the environment has lost is installed again, and nothing else is touched', async () => {
  index.lock(
    await index.pin('alpha', '1.0'),
    await index.pin('beta', '2.0', 'alpha'),
    await index.pin('gamma', '3.0'),
  )
  const first = await index.provide(['alpha', 'gamma'])
  expect(first).toMatchObject({ unavailable: {} })
  const versions = () => installedPackages(first.interpreter.path, ['alpha', 'beta', 'gamma'])
  const whole = await versions()
  const lose = async (name: string) => {
    const place = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    const { stdout } = await execa(first.interpreter.path, ['-c', place])
    rmSync(path.join(stdout, `${name}.py`))
    rmSync(path.join(stdout, `${name}-${whole[name]}.dist-info`), { recursive: true })
  }
  for (const name of ['gamma', 'beta']) {
    await lose(name)
    index.said.length = 0
    expect(await index.provide(['alpha', 'gamma'])).toEqual(first)
    expect(await versions()).toEqual(whole)
    expect(index.said[0]).toMatch(name === 'gamma' ? /^Installing gamma with/ : /^Installing alpha with/)
  }

  // Where it cannot be had again, the others stay.
  await lose('gamma')
  rmSync(index.wheels, { recursive: true })
  mkdirSync(index.wheels)
  const { unavailable, interpreter } = await index.provide(['alpha', 'gamma'])
  expect(Object.keys(unavailable)).toEqual(['gamma'])
  expect(interpreter).toEqual(first.interpreter)
  expect(await versions()).toEqual({ alpha: '1.0', beta: '2.0' })
})

test('an environment whose Python does not start is made anew', async () => {
  index.lock(await index.pin('alpha', '1.0'))
  const first = await index.provide(['alpha'])
  rmSync(first.interpreter.path)
  writeFileSync(first.interpreter.path, 'no program\n')
  chmodSync(first.interpreter.path, 0o755)
  expect(await index.provide(['alpha'])).toEqual(first)
  expect(await installedPackages(first.interpreter.path, ['alpha'])).toEqual({ alpha: '1.0' })
})

test('without a way to the index the packages are not tried one by one', async () => {
  index.lock(await index.pin('alpha', '1.0'), await index.pin('beta', '2.0'))
  const tools = path.join(index.folder, 'tools')
  const log = path.join(index.folder, 'asked')
  mkdirSync(tools)
  const refused =
    'error: Failed to fetch\\n  Caused by: client error (Connect)\\n  Caused by: Connection refused'
  const lines = [
    '#!/bin/sh',
    `echo "$1" >> '${log}'`,
    'for last; do :; done',
    'test "$1" != venv || mkdir -p "$last"',
    `test "$1" != pip || { printf '${refused}'; exit 1; }`,
  ]
  writeFileSync(path.join(tools, 'uv'), `${lines.join('\n')}\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${tools}${path.delimiter}${process.env.PATH}`)
  rmSync(index.wheels, { recursive: true })
  mkdirSync(index.wheels)
  await index.provide(['alpha', 'beta'])
  expect(
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line === 'pip'),
  ).toHaveLength(1)
})

test('a block is measured again when a package changed that its own only needs', async () => {
  const alpha = await index.pin('alpha', '1.0')
  index.lock(alpha, await index.pin('beta', '2.0', 'alpha'))
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const benchmark = (block: string, name: string, requires: string, setup: string) =>
    `@benchmark(block="${block}"${requires})\ndef ${name}():\n    """One."""\n    ${setup}\n    yield\n    pass\n`
  const parts = [
    'from rulebook_bench import benchmark',
    benchmark('bare', 'one', '', 'import json'),
    benchmark('bare', 'two', '', 'import csv'),
    benchmark('needy', 'three', ', requires=("alpha",)', 'import alpha, beta'),
    benchmark('needy', 'four', ', requires=("alpha",)', 'import alpha, beta, csv'),
  ]
  writeFileSync(path.join(laboratory.suites, 'needs.py'), parts.join('\n\n'))
  const first = await laboratory.measure(await index.provide(['alpha']))
  expect(first.run.blocks.at(-1)!.loaded.packages).toEqual({ alpha: '1.0', beta: '2.0' })
  laboratory.forget()
  const same = await laboratory.measure({ ...(await index.provide(['alpha'])), previous: first.run })
  expect(same.measured.size).toBe(0)

  index.lock(alpha, await index.pin('beta', '2.1', 'alpha'))
  const { run, measured } = await laboratory.measure({
    ...(await index.provide(['alpha'])),
    previous: first.run,
  })
  expect([...measured.keys()]).toEqual(['needs/needy'])
  expect(run.blocks.at(-1)!.loaded.packages).toEqual({ alpha: '1.0', beta: '2.1' })
})

test.each([
  [
    'is missing',
    null,
    'requirements.txt is not there, expected the versions and hashes of what suites require (Alpha)',
  ],
  ['lacks a package', ['beta'], 'requirements.txt does not pin Alpha, which suites require'],
  ['pins none', 'alpha>=1\n', 'requirements.txt does not pin Alpha, which suites require'],
  ['has no hashes', 'alpha==1.0\n', 'requirements.txt pins alpha without hashes'],
])('a lock that %s is an error that says which and how to fix it', async (_, lock, message) => {
  if (Array.isArray(lock)) index.lock(...(await Promise.all(lock.map((name) => index.pin(name, '1.0')))))
  else if (lock !== null) index.lock(lock)
  const fault = await index.provide(['Alpha']).catch((error) => error)
  expect(fault).toBeInstanceOf(RequirementsFault)
  expect(fault.message).toContain(message)
  expect(fault.message).toMatch(
    /`uv pip compile --universal --generate-hashes \S*requirements\.in -o \S*requirements\.txt`/,
  )
  expect(index.said).toEqual([])
})

test.each(['Dot.Ted', 'dot_ted', 'DOT-TED'])(
  '%s is the package that the lock calls dot-ted',
  async (name) => {
    index.lock(await index.pin('dot_ted', '1.0'))
    const { unavailable, interpreter } = await index.provide([name])
    expect(unavailable).toEqual({})
    expect(await installedPackages(interpreter.path, [name])).toEqual({ [name]: '1.0' })
  },
)

test('where nothing is locked the packages are the interpreter’s own', async () => {
  const options = { ...index.options(['no-such-package']), requirements: null }
  expect(await provideEnvironment(options)).toEqual({
    interpreter,
    unavailable: { 'no-such-package': 'not installed' },
  })
})

test('a suite that requires nothing is measured with the interpreter as it is', async () => {
  expect(await index.provide([])).toEqual({ interpreter, unavailable: {} })
  expect(index.said).toEqual([])
})

test('a lock is read with its markers, hashes and reasons', () => {
  const locked = parseRequirements(
    [
      "Ty_ping.Extensions==4.1 ; python_full_version < '3.11' \\",
      '    --hash=sha256:aa \\',
      '    --hash=sha256:bb',
      '    # via web, json[fast]',
      'web==1.0 \\',
      '    --hash=sha256:cc',
      '    # via -r requirements.in',
      'json==2.0 --hash=sha256:dd',
      '    # via web',
      'other==1 --hash=sha256:ee',
      '    # via -r requirements.in',
    ].join('\n'),
  )
  expect(locked.map(({ name, via }) => [name, via])).toEqual([
    ['ty-ping-extensions', ['web', 'json']],
    ['web', ['-r requirements-in']],
    ['json', ['web']],
    ['other', ['-r requirements-in']],
  ])
  expect(locked[0]!.text).toBe(
    "Ty_ping.Extensions==4.1 ; python_full_version < '3.11' --hash=sha256:aa --hash=sha256:bb",
  )
  const names = (required: string[]) => neededRequirements(locked, required).map(({ name }) => name)
  expect(names(['JSON'])).toEqual(['ty-ping-extensions', 'json'])
  expect(names(['web'])).toEqual(['ty-ping-extensions', 'web', 'json'])
})
