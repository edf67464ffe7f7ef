import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { writeRun } from '../another-run.ts'
import { Repository } from '../repository.ts'

const slower = { 'finding-things/list_miss': 2 }

const measuredIn = (run: unknown) => {
  return {
    run,
    use: 'dropped',
    estimate: expect.any(Number),
    interval: [expect.any(Number), expect.any(Number)],
  }
}

describe('when something moves', () => {
  test('distill prints a table of old and new figures with their intervals, and each run once', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'newer', cpu: 'Other', change: slower })
    const { stdout } = await repository.rulebook(['distill'])
    const interval = String.raw`[\d.]+× \([\d.]+× to [\d.]+×\)`
    expect(stdout).toMatch(/^moved \d figures?, with 95 % intervals\n {2}was: run \S+\n {2}is: run newer\n/m)
    expect(stdout).toMatch(/^ {2}figure +before {2}after +was +is$/m)
    expect(stdout).toMatch(new RegExp(`^  finding-things/miss +\\d+× +\\d+× +${interval} +${interval}$`, 'm'))
    expect(stdout.match(/newer/g)).toHaveLength(1)
    expect(stdout).toMatch(/adopted the run measured here \(measured on Other, .*, published on .*\)/)
  })

  test('as data with --json', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'newer', cpu: 'Other', change: slower })
    const { data } = await repository.json<{ moved: object[] }>(['distill'])
    expect(data.moved).toContainEqual({
      kind: 'figure',
      id: 'finding-things/miss',
      of: 'ratio',
      from: expect.stringMatching(/^\d+×$/),
      to: expect.stringMatching(/^\d+×$/),
      before: [measuredIn(expect.any(String))],
      after: [measuredIn('newer')],
      why: 'another run',
    })
  })

  test('a rule that no longer holds is said to leave, and why', async () => {
    const repository = Repository.published()
    const change = { 'finding-things/list_miss': 0.01 }
    writeRun(repository, '.rulebook/run.json', { id: 'newer', cpu: 'Other', change })
    const { stdout } = await repository.rulebook(['distill', '--diff'])
    expect(stdout).toContain('turned finding-things/miss: supported → refuted')
    expect(stdout).toMatch(
      /rule finding-things\/look-things-up-in-sets: kept → left out \(finding-things\/miss is refuted/,
    )
  })
})

test('--diff says so when nothing moved, and nothing else does', async () => {
  const repository = Repository.published()
  expect((await repository.rulebook(['distill', '--diff'])).stdout).toContain(
    'no figure, rule or verdict moved',
  )
})

describe('a local run of this machine', () => {
  test('that differs moves nothing before it was measured once more', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'newer', change: slower })
    const before = repository.contents()
    const { stdout } = await repository.rulebook(['distill'])
    expect(stdout).toContain('finding-things/miss differ; `rulebook rebuild` measures them once more')
    expect(repository.contents()).toEqual(before)
  })

  test('is adopted whole by --exact, though it agrees', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'newer', change: { 'finding-things/list_miss': 1.1 } })
    const agreed = repository.read('RULEBOOK.md')
    await repository.rulebook(['distill'])
    expect(repository.read('RULEBOOK.md')).toBe(agreed)
    const { stdout } = await repository.rulebook(['distill', '--exact'])
    expect(stdout).toContain('adopted the run measured here (asked for)')
    expect(stdout).toMatch(/^ {2}finding-things\/miss +\d+× +\d+×/m)
    expect(JSON.parse(repository.read('runs/published.json')).id).toBe('newer')
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('with one block of other code is adopted by that block alone, with all its figures', async () => {
    const repository = Repository.published()
    const change = { 'finding-things/list_miss': 1.1, 'adding-numbers/loop': 1.1 }
    writeRun(repository, '.rulebook/run.json', { id: 'newer', change, otherKey: ['finding-things/lookups'] })
    const published = JSON.parse(repository.read('runs/published.json'))
    const { data } = await repository.json<{ blocks: string[]; moved: { id: string }[] }>(['distill'])
    expect(data.blocks).toEqual(['finding-things/lookups'])
    expect(data.moved.map(({ id }) => id)).toContain('finding-things/miss')
    const merged = JSON.parse(repository.read('runs/published.json'))
    for (const [n, block] of published.blocks.entries())
      expect(isDeepStrictEqual(merged.blocks[n], block)).toBe(block.id !== 'finding-things/lookups')
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
    expect((await repository.rulebook(['distill'])).stdout).toContain('no byte changed')
  })

  test('takes the place of a published one that is too old', async () => {
    const repository = Repository.published()
    const run = writeRun(repository, '.rulebook/run.json', { id: 'newer' })
    writeRun(repository, 'runs/published.json', { id: 'older', measuredAt: '2020-01-01T00:00:00.000Z' })
    const { stdout } = await repository.rulebook(['distill'])
    expect(stdout).toContain('adopted the run measured here (too old: ')
    expect(JSON.parse(repository.read('runs/published.json')).id).toBe(run.id)
  })
})

describe('a debug build', () => {
  test('is published with --exact alone, and the reason says so', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'debug', version: '3.12.1', flags: ['debug'] })
    const before = repository.contents()
    const { stdout } = await repository.rulebook(['distill'])
    expect(stdout).toMatch(/^kept what is published \(CPython 3\.12\.1 here is a debug build, .*--exact/m)
    expect(repository.contents()).toEqual(before)
    expect((await repository.rulebook(['distill', '--exact'])).stdout).toContain(
      'adopted the run measured here',
    )
  })

  test('is none of the runs that there are, where none is published', async () => {
    const repository = Repository.published()
    writeRun(repository, '.rulebook/run.json', { id: 'debug', flags: ['debug'] })
    repository.remove('runs/published.json')
    const { exitCode, stderr } = await repository.rulebook(['distill'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/There is no published run, and the one measured here .* a debug build/)
  })
})

describe('--explain', () => {
  test('prints what each rule costs and is worth, and writes nothing', async () => {
    const repository = Repository.published()
    const before = repository.contents()
    const { exitCode, stdout } = await repository.rulebook(['distill', '--explain', '--budget', '62'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^budget 62 tokens: \d+ used, \d+ of them by the header, \d+ left\ntokens {2}value {2}rule\n/,
    )
    expect(stdout.match(/^ +kept$/gm)).toHaveLength(2)
    expect(stdout).toMatch(/lost to \S+: in their place .* would be lost/)
    expect(stdout).toMatch(/the next 50 tokens would buy\n +\+\d+ {2}\S+/)
    expect(repository.contents()).toEqual(before)
  })

  test('as data with --json', async () => {
    const { data } = await Repository.published().json<{ prices: object[]; next: object[] }>([
      'distill',
      '--explain',
    ])
    expect(data.prices).toHaveLength(3)
    expect(data.next).toEqual([])
  })
})
