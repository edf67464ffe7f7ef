import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { describeSuites, SuiteFaults } from '../../src/index.ts'
import { Laboratory, python } from '../laboratory.ts'
import { suiteOf } from '../odd-suites.ts'

function laboratoryOf(suites: Record<string, string>): Laboratory {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  for (const [name, code] of Object.entries(suites)) writeFileSync(path.join(laboratory.suites, name), code)
  return laboratory
}

/** A suite whose reading takes longer the more lines it has. */
const endless = suiteOf({ top: Array.from({ length: 200_000 }, (_, n) => `x${n} = [x${n - 1}]`).join('\n') })

test('a suite that takes too long to read is named, with the limit and how to raise it, and the others are read', async () => {
  const { suites } = laboratoryOf({ 'endless.py': endless, 'nameless.py': 'x = 1' })
  const faults = await describeSuites(suites, (await python()).path, { timeout: 500 }).catch((error) => error)
  expect(faults).toBeInstanceOf(SuiteFaults)
  expect(faults.faults).toEqual([
    'endless.py: reading endless.py did not end within 0.5 s; split endless.py, or allow more than 0.5 s with ' +
      '--timeout or `timeoutSeconds` in rulebook.config.json',
    'nameless.py: no function is marked with @benchmark(block=...)',
  ])
})

test('a Python that does not start is named, once', async () => {
  const { folder, suites } = laboratoryOf({ 'one.py': suiteOf({}), 'two.py': suiteOf({}) })
  const hanging = path.join(folder, 'python')
  writeFileSync(hanging, '#!/bin/sh\nexec sleep 600\n')
  chmodSync(hanging, 0o755)
  const faults = await describeSuites(suites, hanging, { timeout: 300 }).catch((error) => error)
  expect(faults.faults).toEqual([
    'one.py: starting Python did not end within 0.3 s; look for what the start of this Python waits for, such as a ' +
      '.pth file or sitecustomize, or allow more than 0.3 s with --timeout or `timeoutSeconds` in rulebook.config.json',
  ])
})
