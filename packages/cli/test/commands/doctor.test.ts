import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src/diagnoses/diagnosis.ts'
import { pythonDiagnosis } from '../../src/diagnoses/python.ts'
import { Repository } from '../repository.ts'

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

test('the machine is told as a run records it', async () => {
  const { data } = await Repository.published().json<Told>(['doctor'])
  expect(find(data, 'machine').found).toMatch(/; (?:[\d.]+ of )?\d+ cores/)
})

test('a lock that the settings name and that is not there is missing', async () => {
  const repository = Repository.published()
  const catalogue = JSON.parse(repository.read('rulebook.catalogue.json'))
  catalogue.benchmarks[0].requires = ['orjson']
  repository.write('rulebook.catalogue.json', JSON.stringify(catalogue))
  const config = JSON.parse(repository.read('rulebook.config.json'))
  repository.write('rulebook.config.json', JSON.stringify({ ...config, requirements: 'locks/suites.txt' }))
  const { exitCode, data } = await repository.json<Told>(['doctor'])
  expect(exitCode).toBe(1)
  expect(find(data, 'packages')).toMatchObject({
    state: 'missing',
    found: 'no locks/suites.txt, which the settings name',
    fix: expect.stringContaining('uv pip compile'),
  })
})

test('a debug build of Python is told', () => {
  const flags = ['debug']
  const interpreter = { implementation: 'CPython', version: '3.12.1', compiler: 'GCC', flags }
  const found = { path: '/usr/bin/python3-dbg', interpreter }
  expect(pythonDiagnosis({ found, rejected: [] })).toMatchObject({
    state: 'note',
    fix: expect.stringContaining('measure with a release build'),
  })
  const release = { ...found, interpreter: { ...interpreter, flags: [] } }
  expect(pythonDiagnosis({ found: release, rejected: [] })).toMatchObject({ state: 'fine' })
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
