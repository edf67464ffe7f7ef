import { describe, expect, test } from 'vitest'
import { Repository } from './repository.ts'

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
