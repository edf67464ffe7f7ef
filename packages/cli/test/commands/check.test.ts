import { expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

test('finds nothing where nothing changed, and changes nothing', async () => {
  const repository = Repository.published()
  const before = repository.contents()
  const { exitCode, stdout, stderr } = await repository.rulebook(['check'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toBe('2 papers and RULEBOOK.md agree with the published run')
  expect(repository.contents()).toEqual(before)
})

test('finds a rulebook that was edited by hand, at its line', async () => {
  const repository = Repository.published()
  repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
  const before = repository.contents()
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(exitCode).toBe(1)
  expect(stderr).toBe(
    'error RULEBOOK.md:2:1: Unexpected “Dreamt”, expected “Measured”; run `rulebook distill` [stale]',
  )
  expect(repository.contents()).toEqual(before)
})

test('finds a paper whose figure is not the published one', async () => {
  const repository = Repository.published()
  const figure = repository.read('papers/finding-things.md').match(/\[\d+×\]/)![0]
  repository.edit('papers/finding-things.md', figure, '[9999×]')
  const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
  expect(exitCode).toBe(1)
  expect(data.findings).toMatchObject([{ rule: 'stale', file: 'papers/finding-things.md', line: 15 }])
  expect(data.findings[0]!.message).toMatch(
    /^Unexpected “\S*\[9999×\]\S*”, expected “\S*\[\d+×\]\S*”; run `rulebook sync`$/,
  )
})

test('finds a suite that is no longer the one measured', async () => {
  const repository = Repository.published()
  repository.edit('suites/python/finding-things.py', '    -1 in items', '    -2 in items')
  expect((await repository.rulebook(['measure', '--list', '--quiet'])).exitCode).toBe(0)
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('finding-things/list_miss measured from another source')
})

test('needs a published run', async () => {
  const repository = Repository.blank()
  await repository.rulebook(['measure', '--list'])
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('There is no runs/published.json to check against')
})
