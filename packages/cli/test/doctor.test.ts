import { expect, test } from 'vitest'
import type { Diagnosis } from '../src/diagnoses/diagnosis.ts'
import { Repository } from './repository.ts'

interface Told {
  diagnoses: Diagnosis[]
}

function find({ diagnoses }: Told, what: string): Diagnosis {
  return diagnoses.find((diagnosis) => diagnosis.what === what)!
}

test('everything there ends with exit code 0; noise and other Pythons are told', async () => {
  const repository = Repository.published()
  const before = repository.contents()
  const { exitCode, data } = await repository.json<Told>(['doctor'])
  expect(exitCode).toBe(0)
  expect(find(data, 'Python').found).toMatch(/^CPython 3\.\d+\.\d+ \(.*\) at \//)
  expect(find(data, 'catalogue')).toMatchObject({ state: 'fine', found: '7 benchmarks' })
  expect(find(data, 'published run').found).toMatch(/^cpython-.*, 3 blocks$/)
  expect(find(data, 'noise').found).toMatch(
    /differs by [\d.]+ % \(one pair in 20 by more than .*\) side by side, by [\d.]+ % .* when 0\.3 s apart; /,
  )
  expect(repository.contents()).toEqual(before)

  const [, python] = /at (.*)$/.exec(find(data, 'Python').found)!
  const others = data.diagnoses.filter(({ what }) => what === 'another Python')
  for (const { found, fix } of others) {
    expect(found).toMatch(/^CPython 3\.\d{2}\./)
    expect(fix).toMatch(/^measure it with --python \//)
    expect(found.endsWith(` at ${python}`)).toBe(false)
  }
  expect(new Set(others.map(({ fix }) => fix)).size).toBe(others.length)
})

test('without Python what is missing and how to mend it is told, with --quiet too; exit code 1', async () => {
  const repository = Repository.published()
  const { exitCode, stdout, stderr } = await repository.rulebook(['doctor', '--quiet'], { python: false })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(/^error Python: python3: not found on the PATH; .* install CPython 3\.10 or newer/)
})

test('all that is missing in a repository is told at once', async () => {
  const repository = Repository.published()
  for (const path of ['papers', 'suites', 'rulebook.catalogue.json', '.rulebook']) repository.remove(path)
  repository.write('runs/published.json', '{')
  const { exitCode, data } = await repository.json<Told>(['doctor'])
  expect(exitCode).toBe(1)
  const missing = data.diagnoses.filter(({ state }) => state === 'missing').map(({ what }) => what)
  expect(missing).toEqual(['folder of papers', 'folder of suites', 'catalogue', 'published run'])
  for (const { fix } of data.diagnoses.filter(({ state }) => state === 'missing')) expect(fix).toBeTruthy()
  expect(find(data, 'local run')).toMatchObject({ state: 'note', found: 'none yet' })
})

test('packages that the suites need and that are not set up are named', async () => {
  const repository = Repository.published()
  const catalogue = JSON.parse(repository.read('rulebook.catalogue.json'))
  catalogue.benchmarks[0].requires = ['no-such-package-anywhere']
  repository.write('rulebook.catalogue.json', JSON.stringify(catalogue))
  const { exitCode, data } = await repository.json<Told>(['doctor'])
  expect(exitCode).toBe(0)
  expect(find(data, 'packages')).toMatchObject({
    state: 'note',
    found: 'no-such-package-anywhere not set up yet',
    fix: expect.stringContaining('their benchmarks are skipped'),
  })
})
