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
    rejected: [{ command: broken, reason: 'no such version' }],
  })
})

test('a shim is resolved to the executable behind it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-shim-'))
  const shim = path.join(folder, 'python3')
  const real = (await python()).path
  writeFileSync(shim, `#!/bin/sh\nexec ${real} "$@"\n`)
  chmodSync(shim, 0o755)
  expect((await findInterpreter(shim)).found?.path).toBe(real)
})
