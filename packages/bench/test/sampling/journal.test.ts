import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { forgetJournal, type Measurement, type MeasureOptions } from '../../src/index.ts'
import type { FinishedProcess } from '../../src/sampling/journal.ts'
import { briefly, Laboratory } from '../laboratory.ts'

let laboratory: Laboratory
beforeEach(() => {
  laboratory = new Laboratory('suites')
})

const blocks = ['truth/empty', 'truth/nanoseconds']
const only = ({ id }: { id: string }) => blocks.includes(id)

/** Measure until `processes` are finished, then stop. */
async function interrupt(processes: number, options: Partial<MeasureOptions> = {}): Promise<void> {
  const stop = new AbortController()
  const stopped = laboratory.measure({
    only,
    ...options,
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === processes) stop.abort(new Error('stopped'))
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
}

/** Measure to the end; answers as well how many processes were gone on with. */
async function goOn(options: Partial<MeasureOptions> = {}): Promise<Measurement & { resumed: number }> {
  let resumed = -1
  const measurement = await laboratory.measure({
    only,
    ...options,
    onProgress: (progress) => {
      if (resumed < 0) resumed = progress.resumed
    },
  })
  return { ...measurement, resumed }
}

/** Change every finished process in the journal. */
function editProcesses(edit: (entry: FinishedProcess) => void): void {
  const lines = readFileSync(laboratory.journal, 'utf8').trim().split('\n')
  const edited = lines.map((line) => {
    const entry = JSON.parse(line)
    if (entry.type === 'process') edit(entry)
    return `${JSON.stringify(entry)}\n`
  })
  writeFileSync(laboratory.journal, edited.join(''))
}

test('what an interrupted measurement finished is kept and taken up', async () => {
  await interrupt(3)
  // A kill in the middle of a write leaves a torn last line.
  appendFileSync(laboratory.journal, '{"type":"process","block":"truth/em')

  const { run, measured, resumed } = await goOn()
  expect(resumed).toBe(3)
  expect(run.blocks.map(({ id }) => id)).toEqual(blocks)
  for (const block of run.blocks) expect(block.processes).toHaveLength(briefly.processes)

  forgetJournal(laboratory.journal, measured.keys())
  expect(existsSync(laboratory.journal)).toBe(false)
})

test('a measurement of something else keeps what an interrupted one finished', async () => {
  await interrupt(3)
  const other = await goOn({ only: ({ id }) => id === 'truth/inside_a_loop' })
  expect([...other.measured.keys()]).toEqual(['truth/inside_a_loop'])
  forgetJournal(laboratory.journal, other.measured.keys())
  expect((await goOn({ previous: other.run })).resumed).toBe(3)
})

test('a fresh measurement that was interrupted is gone on with after one of something else', async () => {
  const { run, measured } = await goOn()
  forgetJournal(laboratory.journal, measured.keys())
  await interrupt(3, { previous: run, fresh: true })
  const other = await goOn({ previous: run, only: ({ id }) => id === 'truth/inside_a_loop' })
  forgetJournal(laboratory.journal, other.measured.keys())
  const last = await goOn({ previous: other.run })
  expect(last.resumed).toBe(3)
  expect([...last.measured.keys()]).toEqual(blocks)
})

test('processes of long ago are not gone on with', async () => {
  await interrupt(3)
  let left = 2
  editProcesses(({ process }) => {
    if (left-- > 0) process.startedAt = '2025-01-15T12:00:00.000Z'
  })
  expect((await goOn()).resumed).toBe(1)
})

test('processes older than the configured age are not gone on with', async () => {
  await interrupt(3)
  editProcesses(({ process }) => {
    process.startedAt = new Date(Date.now() - 120_000).toISOString()
  })
  expect((await goOn({ maxAge: 60 })).resumed).toBe(0)
})

test.each(['samples', 'loops'] as const)(
  'a process that lacks a member in its %s is passed over',
  async (member) => {
    await interrupt(3)
    let left = 1
    editProcesses((entry) => {
      if (left-- > 0) delete entry[member][Object.keys(entry[member])[0]!]
    })
    const { run, resumed } = await goOn()
    expect(resumed).toBe(2)
    for (const block of run.blocks) expect(block.processes).toHaveLength(briefly.processes)
  },
)
