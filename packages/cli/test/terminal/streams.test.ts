import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

/** Shells that run a command with one of its streams somewhere else. */
const through = (script: string) => ({ wrapper: ['bash', '-c', script, 'shell'] })
const unread = through('"$@" | true; exit $PIPESTATUS')
const full = through('exec "$@" >/dev/full')

describe('a reader that has seen enough', () => {
  test('does not end a rebuild, which writes all and ends with its own exit code', async () => {
    const repository = Repository.published()
    repository.remove('RULEBOOK.md')
    expect(await repository.rulebook(['rebuild'], unread)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await repository.rulebook(['check'], unread)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await repository.rulebook(['distill'], unread)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('does not hide what was found', async () => {
    const repository = Repository.published()
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['check', '--json'], unread)).exitCode).toBe(1)
  })

  test('ends what would go on until somebody ends it', async () => {
    expect(await Repository.published().rulebook(['watch'], unread)).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
  })
})

describe.skipIf(!existsSync('/dev/full'))('a standard output on a full disk', () => {
  test.each([['check'], ['distill'], ['export', '--format', 'json'], ['check', '--sarif'], ['--help']])(
    'is told in one line by %s %s',
    async (...words) => {
      const { exitCode, stderr } = await Repository.published().rulebook(words, full)
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr:
          'error standard output cannot be written: the disk is full; free some space, then run the command again',
      })
    },
  )

  test('stops no work', async () => {
    const repository = Repository.published()
    const before = repository.read('RULEBOOK.md')
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['distill'], full)).exitCode).toBe(2)
    expect(repository.read('RULEBOOK.md')).toBe(before)
  })

  test('changes no exit code when it is the other stream', async () => {
    const repository = Repository.published()
    const silent = through('exec "$@" 2>/dev/full')
    expect((await repository.rulebook(['check'], silent)).exitCode).toBe(0)
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['check'], silent)).exitCode).toBe(1)
  })
})

test.each([[[]], [['--sarif']], [['--json']]])(
  'a working folder that is gone is told in one line, with %j',
  async (flags) => {
    const repository = Repository.published()
    const { exitCode, stdout, stderr } = await repository.rulebook(
      ['check', ...flags],
      through('mkdir gone && cd gone && rmdir ../gone && exec "$@"'),
    )
    expect(exitCode).toBe(2)
    expect(stdout + stderr).toContain('the working folder is gone; change to one that is there')
    expect(stdout + stderr).not.toMatch(/^\s+at /m)
    if (flags.length > 0) expect(() => JSON.parse(stdout)).not.toThrow()
  },
)
