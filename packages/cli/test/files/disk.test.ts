import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseRun } from '@rulebook/bench'
import { parseEvidenceFile } from '@rulebook/distiller'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixture } from '../binary.ts'
import { Repository } from '../repository.ts'

const root = process.getuid?.() === 0

describe('a system that lets no file grow beyond', () => {
  // The journal's first process is too large for one of them, a later one for the other.
  test.each([1, 12])('%i kB leaves every file whole, old or new', async (limit) => {
    const repository = Repository.cloned()
    const before = repository.contents()
    const wrapper = ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'limited']
    const { exitCode, stderr } = await repository.rulebook(['rebuild', '--exact'], { wrapper })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/error .*the system lets no file grow so large; raise the limit \(`ulimit -f`\)/)
    expect(stderr).not.toMatch(/^\s+at /m)
    expectWhole(repository)
    expect(Object.keys(repository.contents())).toEqual(Object.keys(before))
  })
})

/** What is said of the disks that these tests fill. */
const inMemory =
  'note the work folder lies in memory (tmpfs): what waits for a disk, such as a database, does not wait; move the repository to a disk'

describe.runIf(root && canMount())('a disk that is full', () => {
  // The local run meets the end of one of them, the papers that of the other.
  test.each([56, 64])('after %i kB leaves every file whole, and says so', async (size) => {
    const repository = Repository.blank()
    const outside = repository.root
    repository.root = path.join(outside, 'volume')
    mkdirSync(repository.root)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', repository.root])
    onTestFinished(() => void execFileSync('umount', ['-l', repository.root]))
    cpSync(fixture, repository.root, { recursive: true })

    const { exitCode, stderr } = await repository.rulebook(['rebuild'])
    expect(exitCode).toBe(2)
    const [note, ...lines] = stderr.split('\n')
    expect(note).toBe(inMemory)
    expect(lines.join('\n')).toMatch(
      /^error .*the disk is full; free some space, then run the command again$/,
    )
    expectWhole(repository)

    // With room again the next rebuild goes through, from what was measured before.
    execFileSync('mount', ['-o', 'remount,size=4m', repository.root])
    const again = await repository.rulebook(['rebuild'])
    expect(again).toMatchObject({ exitCode: 0, stderr: inMemory })
    expect(again.stdout).toMatch(/kept \d+ of \d+ processes|measured nothing/)
  })
})

describe.runIf(root && canMount())('a disk on which nothing is left', () => {
  /** A repository on a disk of its own, filled to the last byte, and what frees it. */
  function filled(repository: Repository): () => void {
    const outside = repository.root
    repository.root = path.join(outside, 'volume')
    mkdirSync(repository.root)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', repository.root])
    onTestFinished(() => void execFileSync('umount', ['-l', repository.root]))
    execFileSync('cp', ['-a', `${outside}/.`, repository.root, '--no-target-directory', '-x'])
    rmSync(repository.path('volume'), { recursive: true, force: true })
    repository.seal('.rulebook/run.json')
    spawnSync('dd', ['if=/dev/zero', `of=${repository.path('filler')}`, 'bs=4096'])
    return () => rmSync(repository.path('filler'))
  }

  test.each(['suite', 'paper'])('a new %s is whole or not there at all', async (what) => {
    const repository = Repository.published()
    if (what === 'paper') await repository.rulebook(['new', 'suite', 'list-copies'])
    const free = filled(repository)
    const file = what === 'suite' ? 'suites/python/list-copies.py' : 'papers/list-copies.md'
    const { exitCode, stderr } = await repository.rulebook(['new', what, 'list-copies'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/error list-copies\.\w+ was not written and is not there: the disk is full/)
    expect(Object.keys(repository.contents()).filter((name) => name.includes('list-copies'))).toEqual(
      what === 'suite' ? [] : ['suites/python/list-copies.py'],
    )
    free()
    expect((await repository.rulebook(['new', what, 'list-copies'])).exitCode).toBe(0)
    expect(repository.read(file)).toMatch(/\n$/)
  })

  test('a distill that has nothing to write is fine without its cache', async () => {
    const repository = Repository.published()
    repository.remove('.rulebook/stamp.json')
    repository.remove('.rulebook/papers')
    filled(repository)
    const { exitCode, stdout, stderr } = await repository.rulebook(['distill'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('no byte changed')
    expect(stderr).toMatch(/^note .*the next `rulebook distill` will take longer: .*the disk is full/)
  })
})

describe('a folder that may not be written', () => {
  test.each(['rebuild', 'distill', 'sync'])('ends %s with what mends it', async (command) => {
    const repository = Repository.published()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    repository.edit('papers/finding-things.md', 'A list of 300 costs [', 'A list of 300 costs [1')
    const before = repository.contents()
    for (const folder of ['.', 'papers', '.rulebook']) chmodSync(repository.path(folder), 0o555)
    onTestFinished(() => chmodSync(repository.root, 0o755))
    const { exitCode, stderr } = await repository.rulebook([command], unprivileged())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/error .*permission is denied; change the permissions, then run the command again/)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(repository.contents()).toEqual(before)
  })

  test('does not keep check from reading', async () => {
    const repository = Repository.published()
    chmodSync(repository.root, 0o555)
    const { exitCode, stderr } = await repository.rulebook(['check'], unprivileged())
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })
})

test('settings that may not be read are said to be so, and not to be no JSON', async () => {
  const repository = Repository.published()
  chmodSync(repository.path('rulebook.config.json'), 0)
  const { exitCode, stderr } = await repository.rulebook(['check'], unprivileged())
  expect(exitCode).toBe(2)
  expect(stderr).toBe(
    'error rulebook.config.json cannot be read: permission is denied; change the permissions, then run the command again',
  )
})

/** Every file that is there parses: none is half of itself, and none is left over. */
function expectWhole(repository: Repository): void {
  const contents = { ...repository.contents(), '.rulebook/run.json': repository.text('.rulebook/run.json') }
  for (const [file, text] of Object.entries(contents)) {
    expect(file).not.toMatch(/\.tmp$/)
    if (text === null) continue
    expect(text, file).toMatch(/\n$/)
    if (file.endsWith('run.json') || file === 'runs/published.json') parseRun(text, file)
    if (file === 'RULEBOOK.evidence.json') parseEvidenceFile(text, file)
    if (file === 'RULEBOOK.md') expect(text).toMatch(/^# .*\nMeasured on .*\n(- .*\n)+$/)
  }
}

/** Permissions bind everybody but root; for root the command is run by another user, with the system's Python. */
function unprivileged(): object {
  return root ? { user: 65534, env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin' } } : {}
}

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
