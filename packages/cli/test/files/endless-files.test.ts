import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Repository } from '../repository.ts'

/** What has no end or waits for somebody to write, put in place of a file. */
const endless: Record<string, (repository: Repository, file: string) => void> = {
  pipe: (repository, file) => void execFileSync('mkfifo', [repository.path(file)]),
  'link to a device': (repository, file) => symlinkSync('/dev/zero', repository.path(file)),
}

/** More memory than any command of the fixture needs, and far less than a device would fill. */
const limited = { wrapper: ['bash', '-c', 'ulimit -d 2000000; exec "$@"', 'limited'] }

describe.skipIf(process.platform === 'win32').each(Object.entries(endless))('a %s', (_, put) => {
  test.each(['distill', 'check', 'sync', 'rebuild'])(
    'in the folder of papers is refused by %s',
    async (command) => {
      const repository = Repository.published()
      put(repository, 'papers/endless.md')
      const before = repository.contents()
      const { exitCode, stderr } = await repository.rulebook([command], limited)
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/papers\/endless\.md\n.*Unexpected (link out of|folder, pipe or device)/)
      expect(repository.contents()).toEqual(before)
    },
  )

  test('that is no paper is passed over, and keeps distill from nothing', async () => {
    const repository = Repository.published()
    put(repository, 'papers/README.md')
    const first = await repository.rulebook(['distill'], limited)
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    const second = await repository.rulebook(['distill'], limited)
    expect(second.stdout).toContain('nothing changed')
  })

  test.each([
    ['RULEBOOK.md', 'distill'],
    ['RULEBOOK.evidence.json', 'distill'],
    ['rulebook.catalogue.json', 'check'],
    ['runs/published.json', 'check'],
    ['rulebook.config.json', 'check'],
    ['suites/python/finding-things.py', 'measure'],
  ])('in place of %s is refused by %s', async (file, command) => {
    const repository = Repository.published()
    rmSync(repository.path(file))
    put(repository, file)
    const { exitCode, stderr } = await repository.rulebook([command], limited)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(
      /unexpected .*(?:pipe|device|link to \/dev\/zero).*, expected .*(?:move it away|delete the link)/,
    )
    expect(stderr).toContain(file.split('/').at(-1))
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('that comes while watching is told, and Ctrl-C ends the watch', async () => {
    const repository = Repository.published()
    const running = repository.start(['watch', '--json'], limited)
    onTestFinished(() => void running.kill('SIGKILL'))
    const passes = running.iterable()[Symbol.asyncIterator]()
    await passes.next()
    put(repository, 'papers/endless.md')
    const { findings } = JSON.parse((await passes.next()).value as string)
    expect(findings).toMatchObject([{ file: 'papers/endless.md' }])
    running.kill('SIGINT')
    expect(await running).toMatchObject({ exitCode: 0 })
  })
})

test('a folder in place of a file is told', async () => {
  const repository = Repository.published()
  repository.remove('RULEBOOK.md')
  mkdirSync(repository.path('RULEBOOK.md'))
  const { exitCode, stderr } = await repository.rulebook(['distill'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('RULEBOOK.md: unexpected folder, expected a file; move it away')
})
