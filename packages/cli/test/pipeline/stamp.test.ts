import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { withoutSeal } from '@rulebook/bench/seal'
import { describe, expect, test } from 'vitest'
import { fingerprintOf } from '../../src/files/fingerprint.ts'
import { readStamp, type Stamp, stampFile } from '../../src/pipeline/stamp.ts'
import { Repository } from '../repository.ts'

/** A repository in which everything is settled, and its stamp. */
async function settled(): Promise<{ repository: Repository; stamp: Stamp }> {
  const repository = Repository.published()
  await repository.rulebook(['distill'])
  return { repository, stamp: JSON.parse(withoutSeal(repository.read('.rulebook/stamp.json'))) }
}

/** Leave a stamp as if rulebook had written it. */
function leave(repository: Repository, text: string): void {
  repository.write('.rulebook/stamp.json', text)
  repository.seal('.rulebook/stamp.json')
}

/** Does the real command take the short way? */
async function takesShortWay(repository: Repository, ...flags: string[]): Promise<boolean> {
  const { stdout } = await repository.rulebook(['distill', ...flags])
  return stdout.includes('nothing changed')
}

describe('with nothing changed distill takes the short way', () => {
  test('after a rebuild, and after a distill', async () => {
    const repository = Repository.published()
    expect(await takesShortWay(repository)).toBe(true)
    repository.remove('.rulebook/stamp.json')
    expect(await takesShortWay(repository)).toBe(false)
    expect(await takesShortWay(repository)).toBe(true)
  })

  test('and says what the long way says, in words and as data', async () => {
    const { repository } = await settled()
    const short = await repository.rulebook(['distill'])
    const data = await repository.json<Record<string, unknown>>(['distill'])
    repository.remove('.rulebook/stamp.json')
    const long = await repository.rulebook(['distill'])
    expect(short.exitCode).toBe(0)
    expect(long.stdout).toContain(short.stdout.split('; nothing changed')[0])
    repository.remove('.rulebook/stamp.json')
    const longData = await repository.json<Record<string, unknown>>(['distill'])
    expect({ ...data.data, reason: null }).toEqual({ ...longData.data, reason: null })
  })

  test('from a folder inside the repository, quietly, and with its root named', async () => {
    const { repository } = await settled()
    const inside = await repository.rulebook(['distill'], { directory: repository.path('papers') })
    expect(inside.stdout).toContain('nothing changed')
    const quiet = await repository.rulebook(['distill', '--quiet'])
    expect(quiet).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const named = await repository.rulebook(['--root', repository.root, 'distill'], { directory: '/' })
    expect(named.stdout).toContain('nothing changed')
  })

  test('but never when asked for more', async () => {
    const { repository } = await settled()
    for (const flags of [['--exact'], ['--budget', '150'], ['--diff'], ['--explain']]) {
      expect(await takesShortWay(repository, ...flags)).toBe(false)
    }
  })
})

describe('the stamp does not hold', () => {
  test('when any byte of any file it rests on is another, or the file is gone', async () => {
    const { repository, stamp } = await settled()
    const files = Object.keys(stamp.fingerprint)
    expect(files).toEqual(
      expect.arrayContaining([
        'rulebook.config.json',
        'rulebook.catalogue.json',
        'runs/published.json',
        'RULEBOOK.md',
        'RULEBOOK.evidence.json',
        '.rulebook/run.json',
        'papers/adding-numbers.md',
        'papers/finding-things.md',
        'suites/python/finding-things.py',
      ]),
    )
    for (const file of files) {
      const bytes = readFileSync(repository.path(file))
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = Buffer.from(bytes)
        changed[at]! ^= 1
        writeFileSync(repository.path(file), changed)
        expect(readStamp(repository.root, Date.now())).toBeNull()
      }
      rmSync(repository.path(file))
      expect(readStamp(repository.root, Date.now())).toBeNull()
      writeFileSync(repository.path(file), bytes)
      expect(readStamp(repository.root, Date.now())).not.toBeNull()
    }
  })

  test('when a paper comes in addition', async () => {
    const { repository } = await settled()
    repository.write('papers/new-thing.md', '')
    expect(readStamp(repository.root, Date.now())).toBeNull()
  })

  test('when a suite comes in addition', async () => {
    const { repository } = await settled()
    repository.write('suites/python/new-thing.py', '')
    expect(readStamp(repository.root, Date.now())).toBeNull()
  })

  test('when own code that a suite imports is another', async () => {
    const repository = Repository.published()
    repository.write('suites/python/_lib/__init__.py', '')
    repository.edit('suites/python/finding-things.py', 'from rulebook', 'import _lib\nfrom rulebook')
    await repository.rulebook(['rebuild', '--effort', 'quick'])
    expect(await takesShortWay(repository)).toBe(true)
    repository.write('suites/python/_lib/__init__.py', 'X = 1\n')
    expect(await takesShortWay(repository)).toBe(false)
  })

  test('when a run comes that the configuration matches', async () => {
    const repository = Repository.published()
    repository.edit('rulebook.config.json', '{', '{ "runs": ["runs/**/*.json"],')
    expect(await takesShortWay(repository)).toBe(false)
    expect(await takesShortWay(repository)).toBe(true)
    repository.write('runs/other/new.json', repository.read('runs/published.json'))
    expect(readStamp(repository.root, Date.now())).toBeNull()
  })

  test('when the program is another, the stamp cannot be read, or is of another form', async () => {
    const { repository, stamp } = await settled()
    for (const other of [
      '',
      '{}',
      'null',
      JSON.stringify({ ...stamp, program: 'other' }),
      JSON.stringify({ ...stamp, schema: 'rulebook.stamp/2' }),
    ]) {
      leave(repository, other)
      expect(readStamp(repository.root, Date.now())).toBeNull()
    }
  })

  test('when the published run has become too old for the one measured here', async () => {
    const { repository, stamp } = await settled()
    expect(stamp.until).toBeNull()
    leave(repository, JSON.stringify({ ...stamp, until: 1000 }))
    expect(readStamp(repository.root, 999)).not.toBeNull()
    expect(readStamp(repository.root, 1000)).toBeNull()
  })

  test('but does when only times of files changed', async () => {
    const { repository, stamp } = await settled()
    for (const file of Object.keys(stamp.fingerprint)) utimesSync(repository.path(file), 1, 1)
    expect(readStamp(repository.root, Date.now())).not.toBeNull()
  })
})

test('a distill that fails leaves no new stamp', async () => {
  const repository = Repository.published()
  repository.remove('.rulebook/stamp.json')
  repository.edit('papers/finding-things.md', 'as: ratio', 'az: ratio')
  expect((await repository.rulebook(['distill'])).exitCode).toBe(2)
  expect(existsSync(stampFile(repository.root))).toBe(false)
})

test('an edit that is undone makes the stamp hold again', async () => {
  const { repository, stamp } = await settled()
  const before = repository.read('RULEBOOK.md')
  repository.write('RULEBOOK.md', `${before}- more\n`)
  expect(readStamp(repository.root, Date.now())).toBeNull()
  repository.write('RULEBOOK.md', before)
  expect(readStamp(repository.root, Date.now())?.report).toEqual(stamp.report)
  expect(fingerprintOf(repository.root, stamp.subject)).toEqual(stamp.fingerprint)
})
