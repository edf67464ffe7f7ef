import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { writeRun } from '../another-run.ts'
import { Repository } from '../repository.ts'

/** A published repository with a second run, of a Mac with Python 3.13 on which lists are slower still. */
function withSecondRun(change: Record<string, number> = { 'finding-things/list_miss': 4 }): Repository {
  const repository = Repository.cloned()
  writeRun(repository, 'runs/mac.json', { id: 'mac', cpu: 'Apple', os: 'darwin', version: '3.13.1', change })
  return repository
}

const both = ['--run', 'runs/published.json', '--run', 'runs/mac.json']

describe('runs that are named', () => {
  test('give ranges, a header that names both, and evidence that lists them; check understands it', async () => {
    const repository = withSecondRun()
    const { exitCode, stdout } = await repository.rulebook(['distill', ...both])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('the runs that were named')
    expect(repository.read('RULEBOOK.md')).toMatch(
      /^Measured on CPython 3\.\d+, \S+ \S+; CPython 3\.13, macOS/m,
    )
    expect(repository.read('RULEBOOK.md')).toMatch(/use a set \(over \d+×\)/)
    expect(repository.read('papers/finding-things.md')).toMatch(/\[\d+–\d+×\]\(#miss\) as much/)
    const { runs } = JSON.parse(repository.read('RULEBOOK.evidence.json'))
    expect(runs.map(({ file }: { file: string }) => file)).toEqual(['runs/published.json', 'runs/mac.json'])
    expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await repository.rulebook(['check', ...both])).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await repository.rulebook(['check', '--run', 'runs/published.json'])).exitCode).toBe(1)
  })

  test('leave a rule out that one of them refutes, and say which claim', async () => {
    const repository = withSecondRun({ 'finding-things/list_miss': 0.01 })
    const { stdout } = await repository.rulebook(['distill', ...both])
    expect(stdout).toMatch(/left out finding-things\/look-things-up-in-sets: finding-things\/miss is refuted/)
    expect(repository.read('RULEBOOK.md')).not.toContain('use a set')
  })

  test('that refute a claim are named with what they measured, in distill and in check', async () => {
    const repository = withSecondRun({ 'finding-things/list_miss': 0.01 })
    const { stdout } = await repository.rulebook(['distill', ...both])
    const numbers = String.raw`[\d.]+× \(95 % interval [\d.]+× to [\d.]+×`
    expect(stdout).toMatch(/miss is refuted \([\d.]+×, 95 % interval .*, run mac, expected > 80\)/)
    const { data } = await repository.json<{ findings: Finding[] }>(['check'])
    const refuted = data.findings.find(({ rule }) => rule === 'refuted-claim')!
    expect(refuted.message).toMatch(
      new RegExp(`^Unexpected ${numbers}\\) in mac for finding-things/miss, expected > 80; `),
    )
  })

  test('are told with an interval each when they move a figure', async () => {
    const repository = withSecondRun()
    const { stdout } = await repository.rulebook(['distill', ...both])
    const interval = String.raw`[\d.]+× \([\d.]+× to [\d.]+×\)`
    expect(stdout).toMatch(/^ {2}was: run (\S+)\n {2}is: runs \[1\] \1, \[2\] mac$/m)
    expect(stdout).toMatch(
      new RegExp(
        `^  finding-things/miss +\\S+ +\\S+ +${interval} +${interval} \\[1\\], ${interval} \\[2\\]$`,
        'm',
      ),
    )
  })

  test('give a range while they differ, and one number when one is left, whatever was shown', async () => {
    const repository = withSecondRun({ 'finding-things/list_miss': 1.15 })
    const before = repository.contents()
    writeRun(repository, 'runs/low.json', { id: 'low', change: { 'finding-things/list_miss': 0.9 } })
    await repository.rulebook(['distill', ...both, '--run', 'runs/low.json'])
    expect(repository.read('RULEBOOK.md')).toMatch(/use a set \(over \d+×\)/)
    await repository.rulebook(['distill'])
    repository.remove('runs/low.json')
    expect(repository.contents()).toEqual(before)
  })

  test('are shown as they are, however little they differ from what was shown', async () => {
    const repository = Repository.cloned()
    const change = { 'finding-things/list_miss': 1.1, 'finding-things/set_miss': 0.98 }
    writeRun(repository, 'runs/same.json', { id: 'same', change })
    const named = ['distill', '--run', 'runs/same.json']
    const { data } = await repository.json<{ moved: { id: string }[] }>(named)
    expect(data.moved.map(({ id }) => id)).toContain('finding-things/miss')
    expect(data.moved.map(({ id }) => id).filter((id) => !id.startsWith('finding-things/'))).toEqual([])
  })

  test('are found from where the command is started', async () => {
    const repository = withSecondRun()
    const named = ['--run', 'mac.json', '--run', 'published.json']
    const { exitCode } = await repository.rulebook(['distill', ...named], {
      directory: repository.path('runs'),
    })
    expect(exitCode).toBe(0)
  })

  test('are named in the command that mends what was edited, which mends it', async () => {
    const repository = withSecondRun()
    await repository.rulebook(['distill', ...both])
    const before = repository.contents()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    repository.edit('RULEBOOK.evidence.json', '"verdict": "supported"', '"verdict": "refuted"')
    const { data } = await repository.json<{ findings: Finding[] }>(['check'])
    const mend = `rulebook distill ${both.join(' ')}`
    expect(data.findings.map(({ file }) => file)).toEqual(['RULEBOOK.evidence.json', 'RULEBOOK.md'])
    for (const { message } of data.findings) expect(message).toContain(`; run \`${mend}\``)
    await repository.rulebook(mend.split(' ').slice(1))
    expect(repository.contents()).toEqual(before)
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('are named in that command when check was asked about them, as seen from where it was started', async () => {
    const repository = withSecondRun()
    const directory = repository.path('runs')
    const asked = ['check', '--run', 'mac.json']
    const { exitCode, stderr } = await repository.rulebook(asked, { directory })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('; run `rulebook distill --run mac.json` [stale]')
    await repository.rulebook(['distill', '--run', 'mac.json'], { directory })
    expect((await repository.rulebook(asked, { directory })).exitCode).toBe(0)
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('that are the configured one need no naming', async () => {
    const repository = withSecondRun()
    repository.edit('RULEBOOK.md', 'Measured on', 'Dreamt on')
    const { stderr } = await repository.rulebook(['check', '--run', 'runs/published.json'])
    expect(stderr).toContain('; run `rulebook distill` [stale]')
  })

  test.each([
    [
      'that are not there',
      ['--run', 'runs/none.json'],
      /There is no run runs\/none\.json, expected a run file/,
    ],
    [
      'outside the repository',
      ['--run', '/tmp/none.json'],
      /lies outside the repository, expected a committed run/,
    ],
    [
      'that are ignored',
      ['--run', '.rulebook/run.json'],
      /\.rulebook\/run\.json is not committed there, expected a committed run/,
    ],
    [
      'that are the same',
      [...both.slice(0, 2), '--run', 'runs/copy.json'],
      /runs\/copy\.json is the same run as runs\/published\.json/,
    ],
  ])('%s are refused', async (_, flags, message) => {
    const repository = withSecondRun()
    repository.write('runs/copy.json', repository.read('runs/published.json'))
    const before = repository.contents()
    const { exitCode, stderr } = await repository.rulebook(['distill', ...flags])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(message)
    expect(repository.contents()).toEqual(before)
  })
})

describe('a run that the evidence names and that is not there', () => {
  test.each(['runs/other.json', '../elsewhere/run.json', '/tmp', 'runs'])('%s: at its line', async (name) => {
    const repository = Repository.cloned()
    const before = repository.contents()
    repository.edit('RULEBOOK.evidence.json', '"file": "runs/published.json"', `"file": "${name}"`)
    const line =
      repository
        .read('RULEBOOK.evidence.json')
        .split('\n')
        .findIndex((text) => text.includes(`"file": "${name}"`)) + 1
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(1)
    expect(data.findings).toMatchObject([{ rule: 'stale', file: 'RULEBOOK.evidence.json', line }])
    expect(data.findings[0]!.message).toBe(
      `Unexpected run ${JSON.parse(`"${name}"`)} that is not in the repository, expected runs/published.json; restore it from version control, or run \`rulebook distill\``,
    )
    await repository.rulebook(['distill'])
    expect(repository.contents()).toEqual(before)
  })

  test('with what is not seen in its name: as unsafe, and at its line', async () => {
    const repository = Repository.cloned()
    repository.edit('RULEBOOK.evidence.json', '"file": "runs/published.json"', '"file": "runs/\\u0000"')
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(4)
    expect(data.findings).toContainEqual(expect.objectContaining({ rule: 'stale', line: expect.any(Number) }))
  })

  test('because it was deleted: so is told, with all that the others give instead', async () => {
    const repository = withSecondRun()
    await repository.rulebook(['distill', ...both])
    repository.remove('runs/mac.json')
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(1)
    expect(data.findings[0]).toMatchObject({ rule: 'stale', file: 'RULEBOOK.evidence.json' })
    expect(data.findings[0]!.message).toMatch(
      /^Unexpected run runs\/mac\.json .*, or run `rulebook distill`$/,
    )
    expect(data.findings.map(({ file }) => file)).toContain('RULEBOOK.md')
    await repository.rulebook(['distill'])
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('and is the only one: it is measured again', async () => {
    const repository = Repository.cloned()
    repository.remove('runs/published.json')
    const { exitCode, stderr } = await repository.rulebook(['check'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(
      /There is no runs\/published\.json to check against, .* or run `rulebook rebuild`$/,
    )
  })
})

describe('runs that the configuration matches', () => {
  function configured(): Repository {
    const repository = withSecondRun()
    repository.edit('rulebook.config.json', '{', '{\n  "runs": ["runs/*.json"],')
    return repository
  }

  test('count without being named, in distill and check', async () => {
    const repository = configured()
    const { exitCode, stderr } = await repository.rulebook(['check'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('RULEBOOK.md:2')
    await repository.rulebook(['distill'])
    expect(repository.read('RULEBOOK.md')).toMatch(/use a set \(over \d+×\)/)
    expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test.each(['distill', 'check', 'watch'])(
    'that are matched by nothing are an error of %s',
    async (command) => {
      const repository = withSecondRun()
      const config = JSON.parse(repository.read('rulebook.config.json'))
      const runs = ['runs/*.json', 'rums/*.json']
      repository.write('rulebook.config.json', JSON.stringify({ ...config, runs }))
      const running = repository.start([command])
      if (command === 'watch') {
        // It waits for a save that mends the settings.
        const lines = running.iterable({ from: 'stderr' })[Symbol.asyncIterator]()
        expect((await lines.next()).value).toContain('no file matches “rums/*.json” of runs')
        running.kill('SIGINT')
        expect((await running).exitCode).toBe(0)
        return
      }
      const { exitCode, stderr } = await running
      expect(exitCode).toBe(2)
      expect(stderr).toContain(
        'rulebook.config.json: no file matches “rums/*.json” of runs, expected a committed run',
      )
      expect(stderr).not.toContain('“runs/*.json”')
    },
  )

  test('stay when the machine here measures otherwise: its own run gives way', async () => {
    const repository = configured()
    await repository.rulebook(['distill'])
    const mac = repository.read('runs/mac.json')
    const elsewhere = writeRun(repository, '.rulebook/run.json', {
      id: 'here',
      change: { 'finding-things/set_miss': 3 },
    })
    const exact = await repository.rulebook(['distill', '--exact'])
    expect(exact.stdout).toContain('adopted the run measured here')
    expect(JSON.parse(repository.read('runs/published.json')).id).toBe(elsewhere.id)
    expect(repository.read('runs/mac.json')).toBe(mac)
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })
})

test('a Python other than the configured one is found', async () => {
  const repository = withSecondRun()
  const { version } = JSON.parse(repository.read('runs/published.json')).interpreter
  const minor = version.split('.').slice(0, 2).join('.')
  repository.edit('rulebook.config.json', '{', `{\n  "python": "${minor}", "runs": ["runs/*.json"],`)
  await repository.rulebook(['distill'])
  const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
  expect(exitCode).toBe(1)
  expect(data.findings).toMatchObject([
    {
      rule: 'python-version',
      file: 'runs/mac.json',
      message: `Unexpected CPython 3.13.1, expected ${minor} as configured; run \`rulebook rebuild --python python${minor}\``,
    },
  ])
})
