import { renameSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { writeRun } from '../another-run.ts'
import { Repository } from '../repository.ts'

interface Pass {
  written?: string[]
  moved?: unknown[]
  error?: string
  findings: Finding[]
}

/** `rulebook watch`, pass by pass. */
function watch(repository: Repository) {
  const running = repository.start(['watch', '--json'])
  onTestFinished(() => {
    running.kill('SIGKILL')
  })
  const lines = running.iterable()[Symbol.asyncIterator]()
  return {
    next: async (): Promise<Pass> => JSON.parse((await lines.next()).value as string),
    stop: async () => {
      running.kill('SIGINT')
      return running
    },
  }
}

test('every save is checked, synced and distilled; faults are told and recovered from', async () => {
  const repository = Repository.published()
  const paper = 'papers/adding-numbers.md'
  const figure = /\[([^\]]+)\]\(#built-in\)/.exec(repository.read(paper))![1]!
  const rulebook = repository.read('RULEBOOK.md')
  const watching = watch(repository)
  expect(await watching.next()).toMatchObject({ written: [] })

  repository.edit(paper, `[${figure}](#built-in)`, '[999×](#built-in)')
  expect(await watching.next()).toMatchObject({ written: [paper] })
  expect(repository.read(paper)).toContain(`[${figure}](#built-in)`)

  // Many editors write a new file aside and put it in the place of the old one.
  repository.write('papers/.new', repository.read(paper).replace("Don't add in a loop", "Don't add by hand"))
  renameSync(repository.path('papers/.new'), repository.path(paper))
  expect((await watching.next()).written).toContain('RULEBOOK.md')
  expect(repository.read('RULEBOOK.md')).toContain("Don't add by hand")

  repository.edit(paper, 'value: loop_sum', 'value: lop_sum')
  const faulty = await watching.next()
  expect(faulty.error).toContain('papers need mending')
  expect(faulty.findings).toMatchObject([{ rule: 'unknown-benchmark', file: paper }])
  expect(repository.read('RULEBOOK.md')).toContain("Don't add by hand")

  repository.edit(paper, 'value: lop_sum', 'value: loop_sum')
  expect(await watching.next()).toMatchObject({ written: [] })

  repository.edit(paper, "Don't add by hand", "Don't add in a loop")
  expect((await watching.next()).written).toContain('RULEBOOK.md')
  expect(repository.read('RULEBOOK.md')).toBe(rulebook)

  expect(await watching.stop()).toMatchObject({ exitCode: 0, stderr: '' })
})

test('a changed suite brings the catalogue up to date', async () => {
  const repository = Repository.published()
  const watching = watch(repository)
  await watching.next()
  repository.edit('suites/python/finding-things.py', 'def set_miss', 'def set_fails')
  const { findings } = await watching.next()
  expect(findings).toMatchObject([{ rule: 'unknown-benchmark', file: 'papers/finding-things.md' }])
  expect(repository.read('rulebook.catalogue.json')).toContain('finding-things/set_fails')
  expect(await watching.stop()).toMatchObject({ exitCode: 0 })
})

test('a broken catalogue is told of and recovered from', async () => {
  const repository = Repository.published()
  const watching = watch(repository)
  await watching.next()
  repository.edit('rulebook.catalogue.json', '{', '<<<<<<< HEAD\n{')
  expect((await watching.next()).error).toContain('rulebook.catalogue.json')
  repository.edit('rulebook.catalogue.json', '<<<<<<< HEAD\n{', '{')
  expect(await watching.next()).toMatchObject({ written: [] })
  expect(await watching.stop()).toMatchObject({ exitCode: 0 })
})

test('changed settings hold from the next pass on; those that cannot be used are told of', async () => {
  const repository = Repository.published()
  const watching = watch(repository)
  await watching.next()
  const config = JSON.parse(repository.read('rulebook.config.json'))
  const write = (settings: object) =>
    repository.write('rulebook.config.json', JSON.stringify({ ...config, ...settings }))
  write({ papers: 'no-such-folder' })
  expect((await watching.next()).error).toContain('The papers folder no-such-folder is not there')
  write({ title: 'Other rules' })
  expect((await watching.next()).written).toContain('RULEBOOK.md')
  expect(repository.read('RULEBOOK.md')).toMatch(/^# Other rules\n/)
  expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  expect(await watching.stop()).toMatchObject({ exitCode: 0 })
})

test('runs that the settings match are followed, those that come later and in new folders too', async () => {
  const repository = Repository.published()
  const config = JSON.parse(repository.read('rulebook.config.json'))
  writeRun(repository, 'runs/mac.json', { id: 'mac', cpu: 'Apple', os: 'darwin' })
  repository.write('rulebook.config.json', JSON.stringify({ ...config, runs: ['runs/**/*.json'] }))
  const watching = watch(repository)
  await watching.next()
  writeRun(repository, 'runs/mac.json', {
    id: 'mac',
    cpu: 'Apple',
    os: 'darwin',
    change: { 'finding-things/list_miss': 8 },
  })
  expect((await watching.next()).written).toContain('RULEBOOK.evidence.json')
  writeRun(repository, 'runs/others/arm.json', {
    id: 'arm',
    cpu: 'Arm',
    change: { 'finding-things/list_miss': 16 },
  })
  expect((await watching.next()).written).toContain('RULEBOOK.evidence.json')
  expect(repository.read('RULEBOOK.evidence.json')).toContain('runs/others/arm.json')
  expect(await watching.stop()).toMatchObject({ exitCode: 0 })
})

test('papers that are faulty from the start are told of, and mended while watching', async () => {
  const repository = Repository.published()
  repository.edit('papers/finding-things.md', 'as: ratio', 'as: ration')
  const watching = watch(repository)
  expect((await watching.next()).findings).toMatchObject([{ rule: 'invalid-value' }])
  repository.edit('papers/finding-things.md', 'as: ration', 'as: ratio')
  expect(await watching.next()).toMatchObject({ written: [] })
  expect(await watching.stop()).toMatchObject({ exitCode: 0 })
})

test('without a folder of papers there is nothing to watch', async () => {
  const repository = Repository.published()
  repository.remove('papers')
  const { exitCode, stderr } = await repository.rulebook(['watch'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('expected one to watch')
})
