import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

const secret = 'hunter2'

/** A folder outside of every repository, with files that hold a secret. */
function outside(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'outside-'))
  writeFileSync(path.join(folder, 'secret.json'), JSON.stringify({ [secret]: secret }))
  writeFileSync(path.join(folder, 'passwords'), `${secret}:x\n`)
  for (const name of ['notes.md', 'finding-things.md']) {
    writeFileSync(path.join(folder, name), `---\n${secret}: ${secret}\n---\n\n# ${secret}\n`)
  }
  return folder
}

function linked(repository: Repository, name: string, target: string): void {
  rmSync(repository.path(name), { recursive: true, force: true })
  symlinkSync(target, repository.path(name))
}

/** Links and settings with which a branch has files of the machine read. */
const reaches: Record<string, (repository: Repository, folder: string) => void> = {
  'settings that are a link to text': (repository, folder) =>
    linked(repository, 'rulebook.config.json', path.join(folder, 'passwords')),
  'settings that are a link to JSON': (repository, folder) =>
    linked(repository, 'rulebook.config.json', path.join(folder, 'secret.json')),
  'a folder of papers that is a link': (repository, folder) => linked(repository, 'papers', folder),
  'a rulebook in a linked folder': (repository, folder) => {
    linked(repository, 'x', folder)
    repository.write('rulebook.config.json', '{ "rulebook": "x/notes.md" }')
  },
  'evidence in a linked folder': (repository, folder) => {
    linked(repository, 'x', folder)
    repository.write('rulebook.config.json', '{ "evidence": "x/secret.json" }')
  },
  'a catalogue in a linked folder': (repository, folder) => {
    linked(repository, 'x', folder)
    repository.write('rulebook.config.json', '{ "catalogue": "x/secret.json" }')
  },
  'runs in a linked folder': (repository, folder) => {
    linked(repository, 'x', folder)
    repository.write('rulebook.config.json', '{ "runs": ["x/secret.json"] }')
  },
  'a run that the evidence names in a linked folder': (repository, folder) => {
    linked(repository, 'x', folder)
    const evidence = repository.read('RULEBOOK.evidence.json')
    repository.write(
      'RULEBOOK.evidence.json',
      evidence.replace('"file": "runs/published.json"', '"file": "x/secret.json"'),
    )
  },
}

const commands = [['check', '--json'], ['check', '--sarif'], ['distill'], ['sync'], ['export', '--print']]

describe.each(Object.entries(reaches))('%s', (_, reach) => {
  test.each(commands)('leads %s to no text of the machine', async (...command) => {
    const repository = Repository.published()
    reach(repository, outside())
    const { exitCode, stdout, stderr } = await repository.rulebook(command)
    // Other commands need not read it.
    if (command[0] === 'check') expect(exitCode).not.toBe(0)
    expect(stdout + stderr).not.toContain(secret)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

test('the link and the place that it stands in the way of are named', async () => {
  const repository = Repository.published()
  linked(repository, 'papers', outside())
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/papers: unexpected link to .*, which leaves the repository, expected a place in it/)
})

test('links that stay in the repository are followed', async () => {
  const repository = Repository.published()
  mkdirSync(repository.path('docs'))
  for (const name of ['papers', 'rulebook.config.json']) {
    renameSync(repository.path(name), repository.path(`docs/${name}`))
    symlinkSync(`docs/${name}`, repository.path(name))
  }
  expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
})
