import { mkdirSync, renameSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

describe('sync', () => {
  test('brings figures back to the published ones and touches nothing else', async () => {
    const repository = Repository.published()
    const before = repository.contents()
    const figure = repository.read('papers/finding-things.md').match(/\[\d+×\]/)![0]
    repository.edit('papers/finding-things.md', figure, '[9999×]')
    const { exitCode, stdout } = await repository.rulebook(['sync'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'wrote papers/finding-things.md' })
    expect(repository.contents()).toEqual(before)
    expect((await repository.rulebook(['sync'])).stdout).toBe('papers are up to date')
  })

  test('needs evidence', async () => {
    const repository = Repository.published()
    repository.remove('RULEBOOK.evidence.json')
    const { exitCode, stderr } = await repository.rulebook(['sync'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is no RULEBOOK.evidence.json to sync from')
  })
})

describe('distill', () => {
  test('restores what is stale without measuring, and without Python', async () => {
    const repository = Repository.published()
    const before = repository.contents()
    repository.remove('RULEBOOK.md')
    repository.remove('RULEBOOK.evidence.json')
    const { exitCode, stdout } = await repository.rulebook(['distill'], { python: false })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('wrote RULEBOOK.evidence.json, RULEBOOK.md')
    expect(repository.contents()).toEqual(before)
  })

  test('a budget that holds no rule ends with exit code 3 and leaves the rulebook', async () => {
    const repository = Repository.published()
    const before = repository.contents()
    const { exitCode, stderr } = await repository.rulebook(['distill', '--budget', '20'])
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/A budget of 20 tokens holds no rule, expected at least \d+; raise it/)
    expect(repository.contents()).toEqual(before)
  })

  test('a smaller budget keeps a rule of each domain', async () => {
    const repository = Repository.published()
    const { data } = await repository.json<{ tokens: { used: number; limit: number } }>([
      'distill',
      '--budget',
      '62',
    ])
    expect(data.tokens.limit).toBe(62)
    expect(data.tokens.used).toBeLessThanOrEqual(62)
    expect(repository.read('RULEBOOK.md').match(/^- /gm)).toHaveLength(2)
  })
})

describe('a paper that is not read is told of', () => {
  test.each([
    ['in a folder below', 'papers/old/finding-things.md', 'move it there'],
    ['with another ending', 'papers/finding-things.MD', 'expected “.md”; rename it'],
  ])('%s, each time', async (_, moved, said) => {
    const repository = Repository.published()
    mkdirSync(repository.path('papers/old'))
    renameSync(repository.path('papers/finding-things.md'), repository.path(moved))
    for (const { exitCode, stderr } of [
      await repository.rulebook(['distill']),
      await repository.rulebook(['distill']),
    ]) {
      expect(exitCode).toBe(0)
      expect(stderr).toContain(`note ${moved}:1:1: Unexpected `)
      expect(stderr).toContain(`${said} [paper-unread]`)
      expect(stderr).toMatch(/^note suites\/python\/finding-things\.py: Unexpected suite without a paper, /m)
    }
    const { data } = await repository.json<{ findings: Finding[] }>(['check'])
    const rules = data.findings.filter(({ severity }) => severity === 'warning').map(({ rule }) => rule)
    expect(rules).toEqual(expect.arrayContaining(['paper-unread', 'suite-without-paper']))
  })

  test('that comes after everything was settled', async () => {
    const repository = Repository.published()
    repository.write('papers/old/finding-things.md', repository.read('papers/finding-things.md'))
    expect((await repository.rulebook(['distill'])).stderr).toContain('[paper-unread]')
  })
})

describe('a rulebook that has rules is not written over by one that has none', () => {
  test.each(['distill', 'rebuild'])('when %s finds no papers', async (command) => {
    const repository = Repository.published()
    for (const name of ['adding-numbers', 'finding-things']) repository.remove(`papers/${name}.md`)
    const before = repository.contents()
    const { exitCode, stderr } = await repository.rulebook([command])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(
      /error RULEBOOK\.md would lose all of its \d+ rules, expected at least one to stay: no paper was found in papers; nothing was written/,
    )
    expect(repository.contents()).toEqual(before)
  })

  test('when no paper is accepted, unless the rulebook is deleted first', async () => {
    const repository = Repository.published()
    for (const name of ['adding-numbers', 'finding-things']) {
      repository.edit(`papers/${name}.md`, 'status: accepted', 'status: draft')
    }
    const { exitCode, stderr } = await repository.rulebook(['distill'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('2 papers were read, 2 of them not accepted')
    expect(stderr).toContain('finding-things/look-things-up-in-sets: its paper is draft')
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
    expect(repository.read('RULEBOOK.md')).not.toMatch(/^- /m)
  })
})
