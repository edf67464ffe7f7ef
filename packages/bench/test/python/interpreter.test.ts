import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, test, vi } from 'vitest'
import { findInterpreter } from '../../src/index.ts'
import { askInterpreter } from '../../src/python/interpreter.ts'
import { python, running } from '../laboratory.ts'

test('with no Python on the PATH nothing is found, and what was tried is told', async () => {
  const { found, rejected } = await findInterpreter(undefined, { PATH: os.tmpdir() })
  expect(found).toBeNull()
  expect(rejected).toEqual([
    { command: 'python3', reason: 'not found on the PATH' },
    { command: 'python', reason: 'not found on the PATH' },
  ])
})

test('an interpreter that was asked for is not replaced by another', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-python-'))
  const broken = path.join(folder, 'python3')
  writeFileSync(broken, '#!/bin/sh\necho "no such version" >&2\nexit 127\n')
  chmodSync(broken, 0o755)
  expect(await findInterpreter(broken)).toEqual({
    found: null,
    rejected: [{ command: broken, reason: 'is no Python that works: it printed “no such version”' }],
  })
})

test.each([
  ['ls', /^is no Python that works: it printed “.{1,81}”$/],
  ['false', /^is no Python that works: it ended with exit code 1$/],
  [os.tmpdir(), /^cannot be started \(EACCES\)$/],
])('%s is said to be no Python, in a short line', async (command, said) => {
  const { found, rejected } = await findInterpreter(command)
  expect(found).toBeNull()
  expect(rejected).toEqual([{ command, reason: expect.stringMatching(said) }])
  expect(rejected[0]!.reason).not.toContain('\n')
})

test('a shim is resolved to the executable behind it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-shim-'))
  const shim = path.join(folder, 'python3')
  const real = (await python()).path
  writeFileSync(shim, `#!/bin/sh\nexec ${real} "$@"\n`)
  chmodSync(shim, 0o755)
  expect((await findInterpreter(shim)).found?.path).toBe(real)
})

test.each([
  ['a file that may not be executed', (folder: string) => path.join(folder, 'python3')],
  ['a folder', (folder: string) => folder],
])('%s cannot be started, and that is all that is said', async (_, asked) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-python-'))
  writeFileSync(path.join(folder, 'python3'), '#!/bin/sh\n', { mode: 0o644 })
  const { rejected } = await findInterpreter(asked(folder))
  expect(rejected).toEqual([{ command: asked(folder), reason: 'cannot be started (EACCES)' }])
})

test('a command that does not answer is ended in time, with what it started', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-python-'))
  const slow = path.join(folder, 'python3')
  writeFileSync(slow, `#!/bin/sh\nsleep 600 &\necho $! >${folder}/child\nwait\n`, { mode: 0o755 })
  const answer = await askInterpreter(slow, process.env, 2000)
  expect(answer).toEqual({ command: slow, reason: 'gave no answer within 2 s' })
  const child = Number(readFileSync(path.join(folder, 'child'), 'utf8'))
  await vi.waitFor(() => expect(running([child])).toEqual([]))
})

test('a command that answers is not waited for until what it started ends', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-python-'))
  const shim = path.join(folder, 'python3')
  const { path: real } = await python()
  writeFileSync(shim, `#!/bin/sh\nsleep 600 &\nexec ${real} "$@"\n`, { mode: 0o755 })
  expect(await askInterpreter(shim, process.env, 100_000)).toMatchObject({ path: real })
})

test('no module of the working folder is run in place of one of Python', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-shadow-'))
  const before = process.cwd()
  try {
    for (const name of ['json', 'platform', 'sysconfig', 'sys', 'site', 'pip', 'venv']) {
      writeFileSync(
        path.join(folder, `${name}.py`),
        `open(${JSON.stringify(path.join(folder, 'ran'))}, 'w')\n`,
      )
    }
    process.chdir(folder)
    const { found } = await findInterpreter()
    expect(found).not.toBeNull()
    expect(existsSync(path.join(folder, 'ran'))).toBe(false)
  } finally {
    process.chdir(before)
    rmSync(folder, { recursive: true })
  }
})
