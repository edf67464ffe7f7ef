import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findInterpreter } from '../src/index.ts'
import { python } from './laboratory.ts'

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
