import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { Laboratory, running } from '../laboratory.ts'

const only =
  (...names: string[]) =>
  ({ id }: { id: string }) =>
    names.includes(id.split('/')[1]!)

/** Processes that a fixture wrote down. */
const pids = (laboratory: Laboratory, file: string) =>
  readFileSync(path.join(laboratory.work, file), 'utf8').trim().split('\n').map(Number)

// The children sleep for ten minutes: longer than a test may take.
test('a child that outlives its benchmark is not waited for, and ends with the worker', async () => {
  const laboratory = new Laboratory('careless')
  const { run } = await laboratory.measure({ only: only('child') })
  expect(run.blocks.map(({ id }) => id)).toEqual(['careless/child'])
  expect(pids(laboratory, 'children').length).toBeGreaterThan(0)
  await vi.waitFor(() => expect(running(pids(laboratory, 'children'))).toEqual([]))
})

test('a child or a fork that outlives a fresh interpreter is not waited for either', async () => {
  const laboratory = new Laboratory('careless')
  const { run } = await laboratory.measure({ only: only('fresh_child') })
  expect(run.skipped).toEqual([])
  expect(run.blocks.map(({ id }) => id)).toEqual(['careless/fresh_child'])
  await vi.waitFor(() => expect(running(pids(laboratory, 'children'))).toEqual([]))
})

test.runIf(process.platform === 'linux')(
  'a child in a session of its own ends with the worker too',
  async () => {
    const laboratory = new Laboratory('careless')
    const { run } = await laboratory.measure({ only: only('escaped') })
    expect(run.blocks.map(({ id }) => id)).toEqual(['careless/escaped'])
    expect(pids(laboratory, 'escaped').length).toBeGreaterThan(0)
    await vi.waitFor(() => expect(running(pids(laboratory, 'escaped'))).toEqual([]))
  },
)

test('a measurement that is stopped ends at once what benchmarks started', async () => {
  const laboratory = new Laboratory('careless')
  const stop = new AbortController()
  const stopped = laboratory.measure({ only: only('child'), signal: stop.signal })
  const outcome = expect(stopped).rejects.toThrow('stopped')
  await vi.waitFor(() => expect(existsSync(path.join(laboratory.work, 'children'))).toBe(true), 30_000)
  stop.abort(new Error('stopped'))
  await outcome
  await vi.waitFor(() => expect(running(pids(laboratory, 'children'))).toEqual([]))
})

test('a benchmark that removes its folder costs its own block only', async () => {
  const laboratory = new Laboratory('careless')
  const { run, measured } = await laboratory.measure({ only: only('folder', 'child') })
  expect(run.skipped).toMatchObject([
    { id: 'careless/folder', reason: expect.stringContaining('FileNotFoundError') },
  ])
  expect([...measured.keys()]).toEqual(['careless/child'])
})

test('no scratch folder is left, neither by this measurement nor by one that was killed', async () => {
  const laboratory = new Laboratory('careless')
  const left = path.join(laboratory.work, 'process-killed')
  mkdirSync(left, { recursive: true })
  writeFileSync(path.join(left, 'users.db'), 'rows')
  await laboratory.measure({ only: only('child') })
  expect(readdirSync(laboratory.work)).toEqual(['children'])
})
