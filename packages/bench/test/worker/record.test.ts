import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WorkerRecord } from '../../src/worker/record.ts'

test('a record has no name, says nothing at first, and nothing once it is closed', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const record = new WorkerRecord(folder)
  expect(readdirSync(folder)).toEqual([])
  expect(record.phase()).toEqual({ name: '', what: '' })
  expect(record.traceback()).toBe('')
  writeFileSync(record.descriptor!, 'timing set_of_ints\nand what stood there before')
  expect(record.phase()).toEqual({ name: 'timing', what: 'set_of_ints' })
  record.close()
  record.close()
  expect(record.traceback()).toBe('')
})

test('a record for which there is no place tells nothing, and hinders nothing', () => {
  const record = new WorkerRecord('/nowhere/at/all')
  expect(record.descriptor).toBeNull()
  expect(record.phase().name).toBe('unknown')
  expect(record.traceback()).toBe('')
  record.close()
})
