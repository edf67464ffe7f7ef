import { chmodSync, existsSync, linkSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { findInterpreter, interpreterKey } from '@rulebook/bench'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'
import { Outside, snapshot } from '../traps.ts'

const measure = ['measure', 'finding-things', '--effort', 'quick', '--fresh']

describe('what measuring writes goes through no link', () => {
  const cases: [string, string[], folder: boolean][] = [
    ['.rulebook', measure, true],
    ['.rulebook', ['doctor'], true],
    ['.rulebook/work', measure, true],
    ['.rulebook/work', ['doctor'], true],
    ['.rulebook/run.json', measure, false],
    ['.rulebook/journal.jsonl', measure, false],
    ['rulebook.catalogue.json', ['measure', '--list'], false],
    ['rulebook.catalogue.json', ['rebuild'], false],
  ]
  test.each(cases)('in place of %s, by %j', async (place, command, folder) => {
    const repository = Repository.published()
    const outside = new Outside()
    // There is something to write.
    repository.edit('suites/python/finding-things.py', 'range(300)', 'range(301)')
    repository.remove(place)
    symlinkSync(folder ? outside.folder : outside.path('file.txt'), repository.path(place))
    const before = snapshot(outside.folder)
    const { exitCode, stdout, stderr } = await repository.rulebook(command)
    expect(exitCode).toBe(command[0] === 'doctor' ? 0 : 2)
    expect(stdout + stderr).toMatch(/unexpected link to |not a catalogue/)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(snapshot(outside.folder)).toEqual(before)
    expect(snapshot(repository.root)[place]).toMatch(/^-> /)
  })

  test('nor into a file that has another name', async () => {
    const repository = Repository.published()
    const outside = new Outside()
    repository.write('.rulebook/journal.jsonl', 'mine\n')
    for (const file of ['.rulebook/journal.jsonl', '.rulebook/run.json', 'rulebook.catalogue.json']) {
      linkSync(repository.path(file), outside.path(`twin of ${path.basename(file)}`))
    }
    const before = snapshot(outside.folder)
    expect((await repository.rulebook(measure)).exitCode).toBe(0)
    expect(snapshot(outside.folder)).toEqual(before)
  })
})

test('a Python that a commit put into the place of an environment is not started by doctor', async () => {
  const repository = Repository.published()
  const catalogue = JSON.parse(readFileSync(repository.path('rulebook.catalogue.json'), 'utf8'))
  catalogue.benchmarks[0].requires = ['orjson']
  repository.write('rulebook.catalogue.json', JSON.stringify(catalogue))
  const { found } = await findInterpreter()
  const environment = `.rulebook/venv-${interpreterKey(found!)}`
  repository.write(`${environment}/bin/python`, `#!/bin/sh\ntouch ${repository.path('started')}\n`)
  chmodSync(repository.path(`${environment}/bin/python`), 0o755)
  repository.write(`${environment}/rulebook.json`, JSON.stringify({ installed: { orjson: '6.6.6' } }))
  const { stdout } = await repository.rulebook(['doctor'])
  expect(stdout).toContain('packages: ')
  expect(stdout).not.toContain('6.6.6')
  expect(existsSync(repository.path('started'))).toBe(false)
})
