import { describe, expect, test, vi } from 'vitest'
import { signerOf } from '../../src/files/machine-secret.ts'
import { tryLock } from '../../src/local-state/lock-file.ts'
import { finished, startedBy, underWay } from '../processes.ts'
import { Repository } from '../repository.ts'

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'as %s stops in good order and leaves no worker behind',
    async (signal) => {
      const repository = Repository.blank()
      const rebuild = repository.start(['rebuild'], { group: true })
      await underWay(repository)
      expect(startedBy(repository).map(({ pid }) => pid)).toContain(rebuild.pid)
      process.kill(-rebuild.pid!, signal)
      const { exitCode, stderr } = await rebuild
      expect(exitCode).toBe(130)
      expect(stderr).toBe('stopped; what was measured is kept, run the command again to go on')
      expect(startedBy(repository)).toEqual([])
    },
  )

  test('is data with --json, and the next rebuild goes on from there', async () => {
    const repository = Repository.blank()
    const rebuild = repository.start(['rebuild', '--json'], { group: true })
    await underWay(repository)
    rebuild.kill('SIGINT')
    const { exitCode, stdout } = await rebuild
    expect(exitCode).toBe(130)
    expect(JSON.parse(String(stdout)).error).toContain('what was measured is kept')

    const kept = finished(repository)
    const again = await repository.rulebook(['rebuild'])
    expect(again).toMatchObject({ exitCode: 0, stderr: '' })
    expect(again.stdout).toMatch(new RegExp(`kept ${kept} of \\d+ processes`))
  })
})

test('one that was held up so long that its lock was taken over stops, and writes nothing', async () => {
  const repository = Repository.blank()
  const first = repository.start(['measure', '--effort', 'thorough'])
  await underWay(repository)
  first.kill('SIGSTOP')
  const second = repository.start(['measure', '--effort', 'thorough'])
  // Only once the lock is old enough does the second go on from what the first has finished.
  const kept = finished(repository)
  await vi.waitFor(() => expect(finished(repository)).toBeGreaterThan(kept), { timeout: 30_000 })
  first.kill('SIGCONT')
  const { exitCode, stdout, stderr } = await first
  expect(exitCode).toBe(2)
  expect(stderr).toContain('another rulebook took over while this one was held up')
  expect(stdout).not.toContain('measured')
  expect((await second).exitCode).toBe(0)
})

test('of two rebuilds at once the second waits, says so, and finds all measured', async () => {
  const repository = Repository.blank()
  const first = repository.start(['rebuild'])
  await underWay(repository)
  const second = await repository.rulebook(['rebuild'])
  expect(second.exitCode).toBe(0)
  // A machine that was held up while loops were chosen may make a run that `check` calls unlikely.
  const notes = second.stderr.split('\n').filter((line) => !line.endsWith('[run-unlikely]'))
  expect(notes).toEqual(['note another rulebook is at work in this repository; waiting for it to end'])
  expect(second.stdout).toContain('measured nothing: 3 blocks')
  expect(second.stdout).toContain('no byte changed')
  expect((await first).exitCode).toBe(0)
})

test.each(['SIGINT', 'SIGKILL'] as const)(
  'one that waited for another that got %s between its writes says nothing of an edit, and puts all in order',
  async (signal) => {
    const repository = Repository.published()
    const whole = repository.contents()
    repository.remove('RULEBOOK.md')
    repository.remove('RULEBOOK.evidence.json')
    for (const paper of ['papers/adding-numbers.md', 'papers/finding-things.md']) {
      repository.write(paper, `${repository.read(paper).split('## Evidence')[0]}## Evidence\n`)
    }
    const first = repository.start(['distill'])
    const second = repository.start(['distill'])
    await vi.waitFor(() => expect(repository.text('RULEBOOK.evidence.json')).not.toBeNull(), {
      timeout: 30_000,
      interval: 1,
    })
    first.kill(signal)
    const [, { exitCode, stderr }] = await Promise.all([first, second])
    expect(exitCode).toBe(0)
    expect(String(stderr).replace(/^note another rulebook is at work .*$/m, '')).toBe('')
    expect(repository.contents()).toEqual(whole)
  },
)

test('an export that waited hands on the rulebook that it waited for', async () => {
  const repository = Repository.published()
  const attempt = tryLock(repository.path('.rulebook/lock'), signerOf(repository.root), () => {})
  if (attempt.kind !== 'held') throw new Error(attempt.kind)
  const published = repository.read('RULEBOOK.md')
  repository.edit('RULEBOOK.md', 'Measured on', 'Measured again on')
  const exporting = repository.start(['export'])
  await new Promise((done) => exporting.stderr.once('data', done))
  repository.write('RULEBOOK.md', published)
  attempt.lock.release()
  expect((await exporting).exitCode).toBe(0)
  expect(repository.read('AGENTS.md')).toContain(published)
})
