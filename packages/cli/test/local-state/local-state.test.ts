import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

const measure = ['measure', 'finding-things', '--effort', 'quick']
const distill = ['distill', '--diff']

/** Make a folder with something in it, where there may be a file. */
function putFolder(repository: Repository, file: string): void {
  repository.remove(file)
  repository.write(`${file}/inside`, 'anything')
}

/** A time at which a lock's holder must have been killed. */
function longAgo(repository: Repository, file: string): void {
  utimesSync(repository.path(file), new Date(0), new Date(0))
}

describe('what is no local state of ours is left alone, and named', () => {
  const cases: [string, (repository: Repository) => void, exitCode: 0 | 2][] = [
    [
      'work: unexpected file, expected a folder',
      (repository) => {
        repository.remove('.rulebook/work')
        repository.write('.rulebook/work', 'anything')
      },
      2,
    ],
    [
      'work: unexpected link to elsewhere, expected a folder',
      (repository) => {
        repository.remove('.rulebook/work')
        repository.write('.rulebook/elsewhere/inside', 'anything')
        symlinkSync('elsewhere', repository.path('.rulebook/work'))
      },
      2,
    ],
    [
      'papers: unexpected link to nowhere, expected a file',
      (repository) => {
        repository.remove('.rulebook/papers')
        symlinkSync('nowhere', repository.path('.rulebook/papers'))
      },
      0,
    ],
    [
      'journal.jsonl: unexpected folder, expected a file',
      (repository) => putFolder(repository, '.rulebook/journal.jsonl'),
      2,
    ],
    [
      'journal.jsonl: unexpected file of more than 256 MiB, expected a file',
      (repository) => {
        repository.write('.rulebook/journal.jsonl', '')
        // Sparse: it takes no room.
        truncateSync(repository.path('.rulebook/journal.jsonl'), 2 ** 40)
      },
      2,
    ],
    [
      'run.json: unexpected folder, expected a file',
      (repository) => putFolder(repository, '.rulebook/run.json'),
      2,
    ],
    [
      'run.json: unexpected pipe, expected a file',
      (repository) => {
        repository.remove('.rulebook/run.json')
        execFileSync('mkfifo', [repository.path('.rulebook/run.json')])
      },
      2,
    ],
    [
      'venv-cpython: unexpected link to ../papers, expected a folder',
      (repository) => symlinkSync('../papers', repository.path('.rulebook/venv-cpython')),
      2,
    ],
    [
      'stamp.json: unexpected link to /dev/zero, expected a file',
      (repository) => {
        repository.remove('.rulebook/stamp.json')
        symlinkSync('/dev/zero', repository.path('.rulebook/stamp.json'))
      },
      0,
    ],
    [
      'lock: unexpected folder, expected a lock',
      (repository) => {
        putFolder(repository, '.rulebook/lock')
        longAgo(repository, '.rulebook/lock')
      },
      2,
    ],
    [
      'lock: unexpected content, expected a lock',
      (repository) => {
        repository.write('.rulebook/lock', 'anything')
        longAgo(repository, '.rulebook/lock')
      },
      2,
    ],
    [
      'lock: unexpected link to ../papers, expected a lock',
      (repository) => symlinkSync('../papers', repository.path('.rulebook/lock')),
      2,
    ],
  ]
  test.each(cases)('%s', async (told, breakIt, code) => {
    const repository = Repository.published()
    breakIt(repository)
    const before = listed(repository)
    const { exitCode, stderr } = await repository.rulebook(distill)
    expect(stderr).toContain(`.rulebook/${told} that rulebook made; move it away`)
    expect(exitCode).toBe(code)
    expect(listed(repository)).toEqual(before)
  })

  test('a folder of local state that is a file', async () => {
    const repository = Repository.cloned()
    repository.write('.rulebook', 'anything')
    const { exitCode, stderr } = await repository.rulebook(measure)
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'error .rulebook: unexpected file, expected a folder that rulebook made; move it away',
    )
    expect(repository.read('.rulebook')).toBe('anything')
  })

  test('a folder of that name with something else in it', async () => {
    const repository = Repository.cloned()
    repository.write('.rulebook/notes.md', 'anything')
    const { exitCode, stderr } = await repository.rulebook(measure)
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'error .rulebook: unexpected notes.md, expected a folder that rulebook made; move it away, or delete .rulebook if nobody needs it',
    )
    expect(readdirSync(repository.path('.rulebook'))).toEqual(['notes.md'])
  })

  test('and the same with the mark of another machine', async () => {
    const repository = Repository.published()
    repository.write('.rulebook/notes.md', 'anything')
    repository.edit('.rulebook/made-by-rulebook.json', '"seal":"', '"seal":"0')
    const before = listed(repository)
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'error .rulebook: unexpected notes.md, expected a folder that rulebook made; move it away, or delete .rulebook if nobody needs it',
    })
    expect(listed(repository)).toEqual(before)
  })
})

test('what else lies in a folder that is ours is left alone', async () => {
  const repository = Repository.published()
  mkdirSync(repository.path('.rulebook/notes.json'))
  repository.write('.rulebook/elsewhere/inside', 'anything')
  repository.write('.rulebook/run.json.tmp', 'anything')
  const { exitCode, stderr } = await repository.rulebook(distill)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(repository.read('.rulebook/elsewhere/inside')).toBe('anything')
  expect(repository.read('.rulebook/run.json.tmp')).toBe('anything')
})

test('an empty folder of that name is taken', async () => {
  const repository = Repository.cloned()
  mkdirSync(repository.path('.rulebook'))
  expect((await repository.rulebook(distill)).exitCode).toBe(0)
  expect(existsSync(repository.path('.rulebook/made-by-rulebook.json'))).toBe(true)
})

/** Everything below the folder of local state but caches and what is made by every command, with texts of files. */
function listed(repository: Repository): string[] {
  const entries = readdirSync(repository.path('.rulebook'), { recursive: true, withFileTypes: true })
  const mark = ['papers', 'stamp.json']
  return entries
    .filter(({ name, parentPath }) => !(mark.includes(name) && parentPath.endsWith('.rulebook')))
    .map((entry) => {
      const place = `${entry.parentPath}/${entry.name}`
      const isSmall = entry.isFile() && !entry.name.endsWith('.jsonl')
      return `${place} ${entry.isSymbolicLink()} ${isSmall ? readFileSync(place, 'utf8') : ''}`
    })
    .sort()
}
