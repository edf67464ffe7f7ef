import { formatRun, parseRun, type Run } from '@rulebook/bench'
import type { Comparison } from '@rulebook/distiller'
import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

/** A copy of the published run as another measurement, with one thing about it changed. */
function otherRun(repository: Repository, change: (run: Run) => void): string {
  const run = parseRun(repository.read('runs/published.json'), 'published')
  for (const block of run.blocks) block.measuredAt = '2026-01-01T00:00:00Z'
  change(run)
  repository.write('other.json', formatRun(run))
  return 'other.json'
}

/** Make a benchmark of a run cost `factor` times as much. */
function slower(id: string, factor: number) {
  return (run: Run) => {
    const benchmark = run.blocks.flatMap(({ benchmarks }) => benchmarks).find((found) => found.id === id)!
    benchmark.samples = benchmark.samples.map((passes) =>
      passes.map((sample) => (sample === null ? null : sample * factor)),
    )
  }
}

test('what changed is told with its interval, largest first; what did not is not', async () => {
  const repository = Repository.published()
  const other = otherRun(repository, slower('adding-numbers/loop_sum', 1.5))
  const { exitCode, data } = await repository.json<Comparison>(['compare', 'published', other])
  expect(exitCode).toBe(0)
  const sizes = data.changes.map(({ ratio }) => Math.abs(Math.log(ratio)))
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  const significant = data.changes.filter((change) => change.significant)
  expect(significant.map(({ of, id }) => `${of} ${id}`).sort()).toEqual([
    'claim adding-numbers/built-in',
    'claim adding-numbers/saved',
    'pair adding-numbers/loop_sum',
  ])
  for (const { ratio, interval } of significant) {
    expect(ratio).toBeCloseTo(1.5, 3)
    expect(interval[0]).toBeLessThan(1.5)
    expect(interval[1]).toBeGreaterThan(1.5)
  }

  const { stdout } = await repository.rulebook(['compare', 'published', other])
  expect(stdout).toContain('3 of 8 comparisons changed')
  expect(stdout).toMatch(/1\.50× \(1\.\d+× to 1\.\d+×\) {2}claim adding-numbers\/built-in: .*×, then .*×/)
  expect(stdout).toMatch(
    /times as such: 3 blocks took .* which two runs cannot tell from the machine's own swing/,
  )
  expect(stdout).not.toContain('finding-things/miss')
})

test('the one of three that changed is told, and its neighbours are not blamed', async () => {
  const repository = Repository.published()
  const other = otherRun(repository, slower('adding-numbers/joined', 1.5))
  const { data } = await repository.json<Comparison>(['compare', 'published', other])
  expect(data.changes.filter(({ significant }) => significant)).toMatchObject([
    { of: 'benchmark', id: 'adding-numbers/joined', ratio: expect.closeTo(1.5, 3) },
  ])
})

test('two measurements of this machine can be compared', async () => {
  const repository = Repository.published()
  expect((await repository.rulebook(['measure', 'finding-things', '--fresh'])).exitCode).toBe(0)
  const { exitCode, stdout } = await repository.rulebook(['compare', 'published', 'local', '--all'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('not compared: adding-numbers/sums, the same measurement in both runs')
  expect(stdout).toMatch(/of 2 comparisons changed/)
  expect(stdout).toMatch(/finding-things\/list_miss over finding-things\/set_miss: \d+×, then \d+×/)
})

test.each([
  ['machine.cpu', (run: Run) => Object.assign(run.machine, { cpu: 'Another processor' })],
  ['harness.hash', (run: Run) => Object.assign(run.harness, { hash: 'another harness' })],
])('runs that differ in %s are refused, and the field is named', async (field, change) => {
  const repository = Repository.published()
  const { exitCode, stderr } = await repository.rulebook(['compare', 'local', otherRun(repository, change)])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('local and other.json cannot be compared')
  expect(stderr).toMatch(new RegExp(`^- ${field}: .*, then another`, 'im'))
})

test('runs of other circumstances are compared, and each is said', async () => {
  const repository = Repository.published()
  const elsewhere = (run: Run) => {
    slower('finding-things/list_miss', 2)(run)
    run.machine.filesystem = 'tmpfs'
    run.machine.kernel = 'another kernel'
    run.interpreter.flags = ['debug']
  }
  const other = otherRun(repository, elsewhere)
  const { exitCode, stdout, stderr } = await repository.rulebook(['compare', 'published', other])
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/machine\.filesystem: \S+, then tmpfs; what waits for files/)
  expect(stderr).toMatch(/machine\.kernel: .*, then another kernel\n/)
  expect(stderr).toMatch(/interpreter\.flags: .*, then debug$/m)
  const { data } = await repository.json<{ circumstances: { field: string }[] }>([
    'compare',
    'published',
    other,
  ])
  expect(data.circumstances.map(({ field }) => field)).toEqual([
    'machine.kernel',
    'machine.filesystem',
    'interpreter.flags',
  ])
  expect(stdout).toContain('finding-things/list_miss')
  expect((await repository.rulebook(['compare', 'published', 'published'])).stderr).toBe('')
})

test('papers that need mending do not keep runs from being compared', async () => {
  const repository = Repository.published()
  const other = otherRun(repository, slower('finding-things/list_miss', 2))
  repository.edit('papers/finding-things.md', 'as: ratio', 'az: ratio')
  const { exitCode, stdout, stderr } = await repository.rulebook(['compare', 'published', other])
  expect(exitCode).toBe(0)
  expect(stderr).toContain('papers need mending; benchmarks are compared, and no claims')
  expect(stdout).toContain('finding-things/list_miss over finding-things/set_miss')
})

test('a run that is not there, or is none, is told', async () => {
  const repository = Repository.published()
  expect(await repository.rulebook(['compare', 'published', 'no.json'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('There is no run no.json'),
  })
  expect(await repository.rulebook(['compare', 'published', 'RULEBOOK.evidence.json'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('not a rulebook.run/1'),
  })
})
