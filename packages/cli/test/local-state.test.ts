import { mkdirSync, symlinkSync, truncateSync, utimesSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Repository } from './repository.ts'

const measure = ['measure', 'finding-things', '--effort', 'quick']

/** Make a folder with something in it, where there may be a file. */
function putFolder(repository: Repository, file: string): void {
  repository.remove(file)
  repository.write(`${file}/inside`, 'anything')
}

/** A time at which a lock's holder must have been killed. */
function longAgo(repository: Repository, file: string): void {
  utimesSync(repository.path(file), new Date(0), new Date(0))
}

describe('broken local state is mended, and told of', () => {
  const cases: [string, (repository: Repository) => void][] = [
    [
      'work, which was no folder',
      (repository) => {
        repository.remove('.rulebook/work')
        repository.write('.rulebook/work', '')
      },
    ],
    [
      'papers, which was a link that leads nowhere',
      (repository) => {
        repository.remove('.rulebook/papers')
        symlinkSync('nowhere', repository.path('.rulebook/papers'))
      },
    ],
    ['journal.jsonl, which was no file', (repository) => putFolder(repository, '.rulebook/journal.jsonl')],
    [
      'journal.jsonl, which was larger than 256 MiB',
      (repository) => {
        repository.write('.rulebook/journal.jsonl', '')
        // Sparse: it takes no room.
        truncateSync(repository.path('.rulebook/journal.jsonl'), 700 * 2 ** 20)
      },
    ],
    ['run.json, which was no file', (repository) => putFolder(repository, '.rulebook/run.json')],
    ['run.json.tmp, which was no file', (repository) => putFolder(repository, '.rulebook/run.json.tmp')],
    ['stamp.json, which was no file', (repository) => putFolder(repository, '.rulebook/stamp.json')],
    [
      'lock, which was not as a lock is',
      (repository) => {
        putFolder(repository, '.rulebook/lock')
        longAgo(repository, '.rulebook/lock')
      },
    ],
    [
      'lock, which was not as a lock is',
      (repository) => {
        repository.remove('.rulebook/lock')
        repository.write('.rulebook/lock', '')
        longAgo(repository, '.rulebook/lock')
      },
    ],
  ]
  test.each(cases)('%s', async (told, breakIt) => {
    const repository = Repository.published()
    breakIt(repository)
    const mended = await repository.rulebook(['distill', '--diff'])
    expect(mended.stderr).toContain(`removed .rulebook/${told}`)
    expect(mended.exitCode).toBe(0)
  })

  test('and measuring goes on', async () => {
    const repository = Repository.published()
    putFolder(repository, '.rulebook/run.json')
    putFolder(repository, '.rulebook/journal.jsonl')
    const { exitCode, stdout } = await repository.rulebook(measure)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('measured 1 blocks')
  })

  test('a folder of local state that is a file is named', async () => {
    const repository = Repository.cloned()
    repository.write('.rulebook', '')
    const { exitCode, stderr } = await repository.rulebook(measure)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/\.rulebook: a file is where a folder was expected; move it away/)
  })

  test('what else lies there is left alone', async () => {
    const repository = Repository.published()
    mkdirSync(repository.path('.rulebook/notes.json'))
    repository.write('.rulebook/elsewhere/inside', 'anything')
    repository.remove('.rulebook/work')
    symlinkSync('elsewhere', repository.path('.rulebook/work'))
    const { exitCode, stderr } = await repository.rulebook(['distill', '--diff'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(repository.read('.rulebook/work/inside')).toBe('anything')
  })
})
