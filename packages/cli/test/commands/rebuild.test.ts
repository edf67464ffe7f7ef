import { parseEvidenceFile } from '@rulebook/distiller'
import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

test('the first rebuild measures everything and writes a rulebook within budget, with rules of each domain', async () => {
  const repository = Repository.blank()
  const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'])
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/measured 3 blocks with CPython 3\.\d+\.\d+ in \d+ s, kept 0/)
  expect(repository.read('RULEBOOK.md')).toMatch(
    /^# Rules of the fixture\nMeasured on CPython 3\.\d+, .*\.\n(- .*\n){3}$/,
  )
  const evidence = parseEvidenceFile(repository.read('RULEBOOK.evidence.json'), 'RULEBOOK.evidence.json')
  expect(evidence.budget.used).toBeLessThanOrEqual(200)
  expect(new Set(evidence.rules.filter((rule) => rule.published).map((rule) => rule.domain))).toEqual(
    new Set(['adding-numbers', 'finding-things']),
  )
})

test('a second rebuild measures nothing and changes no byte', async () => {
  const repository = Repository.published()
  const before = repository.contents()
  const { exitCode, stdout } = await repository.rulebook(['rebuild'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('measured nothing: 3 blocks')
  expect(stdout).toContain('no byte changed')
  expect(repository.contents()).toEqual(before)
})

// Two files of tests run at a time, so the machine is busy.
test('measuring again on a busy machine, three times, changes no byte', async () => {
  const repository = Repository.published()
  const before = repository.contents()
  for (let time = 0; time < 3; time++) {
    const { exitCode, stdout } = await repository.rulebook(['rebuild', '--fresh'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/measured [123] blocks/)
    expect(repository.contents()).toEqual(before)
  }
})

test('without Python the rulebook is written from the published run, and said so', async () => {
  const repository = Repository.cloned()
  const written = repository.read('RULEBOOK.md')
  repository.remove('RULEBOOK.md')
  const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'], { python: false })
  expect(exitCode).toBe(0)
  expect(stderr).toContain('no usable Python (python3: not found on the PATH; python: not found on the PATH)')
  expect(stderr).toContain('the rulebook rests on the published run')
  expect(stdout).toContain('wrote RULEBOOK.md')
  expect(repository.read('RULEBOOK.md')).toBe(written)
})
