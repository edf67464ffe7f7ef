import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { formatRun, parseRun, type Run } from '../../src/index.ts'
import { briefly, Laboratory } from '../laboratory.ts'

test('a run holds every sample by process and pass, and says nothing private', async () => {
  const laboratory = new Laboratory('suites')
  const { run } = await laboratory.measure()
  expect(parseRun(formatRun(run), 'run.json')).toMatchObject({ id: run.id, blocks: [{}, {}, {}, {}] })
  for (const block of run.blocks) {
    expect(block.processes).toHaveLength(briefly.processes)
    // A brief look does not compare with what benchmarks cost alone, and says so.
    expect(block.compared).toBe(false)
    for (const benchmark of block.benchmarks) {
      expect(benchmark.samples).toHaveLength(briefly.processes)
      for (const passes of benchmark.samples) expect(passes).toHaveLength(briefly.passes)
    }
  }
  const seeds = run.blocks.flatMap((block) => block.processes.map((process) => process.hashSeed))
  expect(new Set(seeds).size).toBe(seeds.length)
  expect(formatRun(run)).not.toContain(laboratory.folder)
  expect(formatRun(run)).not.toContain(process.env.HOME ?? 'no home')
})

test('a benchmark that misbehaves costs its block, with one retry, and no other', async () => {
  const laboratory = new Laboratory('unruly')
  const { run } = await laboratory.measure({ requestTimeout: 3000, memoryLimit: 2 ** 32 })
  expect(run.blocks.map((block) => block.id)).toEqual(['unruly/calm', 'unruly/floods', 'unruly/once'])
  const reasons = Object.fromEntries(run.skipped.map((skipped) => [skipped.id, skipped.reason]))
  expect(reasons).toEqual({
    'unruly/raises': 'IndexError: list index out of range (unruly.py:52)',
    'unruly/leaves': 'the worker exited with code 3 while calibrating leaves',
    'unruly/faults': 'the worker was ended by SIGSEGV while calibrating faults (unruly.py:80)',
    'unruly/hangs': 'calibrating hangs did not end within 3 s (unruly.py:94)',
    'unruly/hungry': 'MemoryError: a benchmark may reserve at most 4 GB of memory (unruly.py:108)',
    'unruly/fresh_leaves': 'the fresh interpreter exited with code 3',
    'unruly/fresh_hangs': 'the fresh interpreter took more than 2.4 s (unruly.py:142)',
  })
  // The interpreter that hung was ended.
  const hanging = Number(readFileSync(path.join(laboratory.work, 'hanging'), 'utf8'))
  expect(() => process.kill(hanging, 0)).toThrow('ESRCH')
  for (const skipped of run.skipped) expect(skipped.fix).toContain('`rulebook measure unruly`')
})

test('only what changed, or grew old, is measured again', async () => {
  const laboratory = new Laboratory('suites')
  const first = await laboratory.measure()
  laboratory.forget()
  expect(first.measured.size).toBe(4)

  const second = await laboratory.measure({ previous: first.run })
  expect(second.measured.size).toBe(0)
  expect(second.run).toBe(first.run)

  const suite = path.join(laboratory.suites, 'truth.py')
  writeFileSync(suite, readFileSync(suite, 'utf8').replaceAll('range(100)', 'range(101)'))
  const third = await laboratory.measure({ previous: first.run })
  laboratory.forget()
  expect([...third.measured.keys()]).toEqual(['truth/microseconds'])
  expect(third.kept).toEqual(['truth/empty', 'truth/nanoseconds', 'truth/inside_a_loop'])
  expect(third.run.id).not.toBe(first.run.id)

  const old = await laboratory.measure({ previous: third.run, maxAge: -1 })
  expect(old.measured.size).toBe(4)
})

test('more effort than a run holds is measured again, less is not', async () => {
  const laboratory = new Laboratory('suites')
  const only = (block: { id: string }) => block.id === 'truth/empty'
  const { run } = await laboratory.measure({ only })
  laboratory.forget()
  expect((await laboratory.measure({ only, previous: run })).measured.size).toBe(0)
  const more = await laboratory.measure({ only, previous: run, effort: { ...briefly, processes: 3 } })
  expect([...more.measured.values()]).toEqual(['fewer samples than asked for'])
  expect(more.run.blocks[0]!.processes).toHaveLength(3)
})

test('a run file that is not one is refused with what is wrong in it', () => {
  expect(() => parseRun('{', 'runs/x.json')).toThrow(/^runs\/x\.json: not JSON/)
  const run = { schema: 'rulebook.run/1', id: 'x' } as unknown as Run
  expect(() => parseRun(JSON.stringify(run), 'runs/x.json')).toThrow(/startedAt/)
})

test('a benchmark whose package is missing is skipped, and its block measured without it', async () => {
  const laboratory = new Laboratory()
  mkdirSync(laboratory.suites)
  const member = (name: string, requires: string) =>
    `@benchmark(block="b"${requires})\ndef ${name}():\n    """One."""\n    yield\n    pass\n`
  writeFileSync(
    path.join(laboratory.suites, 'needy.py'),
    [
      'from rulebook_bench import benchmark',
      member('bare', ''),
      member('needy', ', requires=("rulebook-no-such-package",)'),
    ].join('\n\n'),
  )
  const { run } = await laboratory.measure()
  expect(run.blocks.map((block) => block.benchmarks.map(({ id }) => id))).toEqual([['needy/bare']])
  expect(run.skipped).toEqual([
    {
      id: 'needy/needy',
      reason: 'needs rulebook-no-such-package: not installed',
      fix: expect.stringContaining('rulebook measure needy'),
    },
  ])
  laboratory.forget()
  const again = await laboratory.measure({ previous: run })
  expect(again.run).toBe(run)
})
