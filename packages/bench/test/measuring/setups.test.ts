import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { planPasses } from '../../src/effort/pass-plan.ts'
import type { Effort } from '../../src/index.ts'
import { briefly, Laboratory } from '../laboratory.ts'

const effort: Effort = { ...briefly, processes: 2, passes: 6, warmupPasses: 1, setups: 3, setupSeconds: 9 }

/** Measures a suite of one block that notes in a file when it is set up, sampled and torn down. */
async function measured(effort: Effort, setup = 'pass') {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  writeFileSync(
    path.join(laboratory.suites, 'noting.py'),
    [
      'import os, time',
      'from rulebook_bench import benchmark',
      'def note(event):\n    with open("../events", "a") as file:\n        print(os.getpid(), event, file=file)',
      '@benchmark(block="b")\ndef noting():\n    """Noting."""\n' +
        `    note("up")\n    ${setup}\n    yield\n    note("run")\n    yield\n    note("down")\n`,
      '@benchmark(block="b")\ndef silent():\n    """Nothing."""\n    yield\n    pass\n',
    ].join('\n\n'),
  )
  const { run } = await laboratory.measure({ effort })
  expect(run.skipped).toEqual([])
  const events = new Map<string, string[]>()
  for (const line of readFileSync(path.join(laboratory.work, 'events'), 'utf8').trim().split('\n')) {
    const [pid, event] = line.split(' ') as [string, string]
    const noted = events.get(pid) ?? []
    if (event !== noted.at(-1)) noted.push(event)
    events.set(pid, noted)
  }
  return { block: run.blocks[0]!, processes: [...events.values()] }
}

test('a process sets its block up several times, each time after the teardown of the one before', async () => {
  const { block, processes } = await measured(effort)
  expect(block).toMatchObject({ setups: 3, passes: 6 })
  const round = ['up', 'run', 'down']
  expect(processes).toHaveLength(2)
  // How long a set-up takes is found in the first process, by two more.
  const timed = processes[0]!.filter((event) => event === 'up').length - 3
  expect(timed).toBe(2)
  expect(processes[1]).toEqual([...round, ...round, ...round])
})

test('a block that takes long to set up is set up less often', async () => {
  const { block, processes } = await measured({ ...effort, setupSeconds: 0.05 }, 'time.sleep(0.06)')
  expect(block).toMatchObject({ setups: 1, passes: 6 })
  expect(block.setupSeconds).toBeGreaterThan(0.06)
  expect(processes[1]!.filter((event) => event === 'up')).toHaveLength(1)
})

test('the passes that are kept are spread evenly over the set-ups, each with its warm-up', () => {
  const marks = planPasses({ passes: 7, warmupPasses: 2, setups: 3 }).map(
    ({ renew, kept }) => `${renew ? '|' : ''}${kept ? 'x' : 'w'}`,
  )
  expect(marks.join('')).toBe('wwxx|wxx|wxxx')
})
