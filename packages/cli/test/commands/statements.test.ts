import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

test('a statement that does its work once is told with its place, again when its block is kept, and carries no rule', async () => {
  const repository = Repository.blank()
  const spent = '    items = iter(range(300))\n    yield\n    -1 in items'
  repository.edit(
    'suites/python/finding-things.py',
    '    items = list(range(300))\n    yield\n    -1 in items',
    spent,
  )
  const told = /suites\/python\/finding-things\.py:\d+:5: .* \[used-up, finding-things\/list_miss\]/
  const first = await repository.rulebook(['rebuild', '--effort', 'quick'])
  expect(first.stderr).toMatch(told)
  expect(repository.read('RULEBOOK.md')).not.toContain('use a set')
  const checked = await repository.rulebook(['check'])
  expect(checked.stdout + checked.stderr).toMatch(
    /is left out: .*finding-things\/list_miss is used-up \(finding-things\.py:\d+:5: .*\[left-out\]/,
  )
  const again = await repository.json<{ measured: object; warnings: { id: string; code: string }[] }>([
    'measure',
    '--effort',
    'quick',
  ])
  expect(again.data.measured).toEqual({})
  expect(again.data.warnings).toMatchObject([{ id: 'finding-things/list_miss', code: 'used-up' }])
  expect((await repository.rulebook(['measure', '--effort', 'quick'])).stderr).toMatch(told)
})
