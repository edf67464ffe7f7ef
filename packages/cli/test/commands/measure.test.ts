import { expect, test } from 'vitest'
import { underWay } from '../processes.ts'
import { Repository } from '../repository.ts'

interface Listed {
  benchmarks: { id: string; domain: string; block: string; unit: string; setup: string; statement: string }[]
}

test('the list gives id, domain, block, unit, and the source of setup and statement', async () => {
  const { data } = await Repository.published().json<Listed>(['measure', '--list'])
  expect(data.benchmarks.map(({ id }) => id)).toEqual([
    'adding-numbers/loop_sum',
    'adding-numbers/builtin_sum',
    'adding-numbers/joined',
    'adding-numbers/repeated',
    'adding-numbers/joined_from_a_generator',
    'finding-things/list_miss',
    'finding-things/set_miss',
  ])
  expect(data.benchmarks.at(-1)).toEqual({
    id: 'finding-things/set_miss',
    domain: 'finding-things',
    block: 'lookups',
    unit: 's',
    setup: 'items = set(range(300))',
    statement: '-1 in items',
  })
})

test.each([
  [['finding-things'], ['finding-things/lookups']],
  [['--filter', 'sum'], ['adding-numbers/sums']],
  [['--filter', 'set_miss'], ['finding-things/lookups']],
  [['adding-numbers', '--filter', 'join'], ['adding-numbers/texts']],
])('measure %j is about whole blocks', async (words, blocks) => {
  const repository = Repository.published()
  const listed = await repository.json<Listed>(['measure', '--list', ...words])
  expect([...new Set(listed.data.benchmarks.map(({ domain, block }) => `${domain}/${block}`))]).toEqual(
    blocks,
  )
})

test('what is measured again is what was named; the other blocks are kept', async () => {
  const repository = Repository.published()
  const { exitCode, stdout } = await repository.rulebook(['measure', '--fresh', '--filter', 'set_miss'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/measured 1 blocks .*, kept 2/)
})

test('own code is measured, and changed it is measured again', async () => {
  const repository = Repository.published()
  repository.write('src/python/search/__init__.py', '')
  repository.write('src/python/search/fast.py', 'def find(items):\n    return -1 in items\n')
  repository.write('rulebook.config.json', '{ "pythonPath": ["src/python"] }')
  const setup = '    items = set(range(300))\n'
  const suite = 'suites/python/finding-things.py'
  repository.edit(suite, setup, `    from search.fast import find\n\n${setup}`)
  repository.edit(suite, `${setup}    yield\n    -1 in items`, `${setup}    yield\n    find(items)`)
  const quick = ['measure', '--effort', 'quick']
  expect((await repository.rulebook(quick)).stdout).toMatch(/measured 1 blocks .*, kept 2/)
  expect((await repository.rulebook(quick)).stdout).toContain('measured nothing')
  repository.write('src/python/search/fast.py', 'def find(items):\n    return -2 in items\n')
  const { stdout } = await repository.rulebook(quick)
  expect(stdout).toMatch(/measured 1 blocks .*, kept 2/)
  expect(stdout).toContain('stale: finding-things/lookups: src/python/search/fast.py changed')
})

test('a lock that is configured and cannot serve is an error, never a fall back to global packages', async () => {
  const repository = Repository.published()
  const suite = 'suites/python/finding-things.py'
  repository.edit(suite, '@benchmark(block="lookups")', '@benchmark(block="lookups", requires=("pip",))')
  const config = JSON.parse(repository.read('rulebook.config.json'))
  const measure = () => repository.rulebook(['measure', 'finding-things', '--effort', 'quick'])
  expect((await measure()).stdout).toContain(
    'no lock of packages is configured, and there is no suites/python/requirements.txt: the packages of the interpreter serve',
  )
  repository.write('rulebook.config.json', JSON.stringify({ ...config, requirements: 'locks/suites.txt' }))
  const missing = await measure()
  expect(missing.exitCode).toBe(2)
  expect(missing.stderr).toContain('locks/suites.txt is not there')
  expect(missing.stderr).toContain(
    '`uv pip compile --universal --generate-hashes locks/suites.in -o locks/suites.txt`',
  )
  repository.write('locks/suites.txt', 'pip==24.0\n')
  expect(await measure()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('pins pip without hashes'),
  })
  repository.write('locks/suites.txt', 'orjson==1 --hash=sha256:aa\n')
  expect(await measure()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('does not pin pip') })
})

test('a filter that names nothing is refused', async () => {
  const { exitCode, stderr } = await Repository.published().rulebook(['measure', '--filter', 'frob'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('Unexpected filter “frob”')
})

test('a block that fails is not counted as measured, in words and with --json', async () => {
  const repository = Repository.blank()
  const setup = '    items = set(range(300))\n'
  repository.edit('suites/python/finding-things.py', setup, `${setup}    open("/no/such/folder/secret")\n`)
  const { exitCode, stdout, stderr } = await repository.rulebook(['measure', '--effort', 'quick'])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/measured 2 blocks with /)
  expect(stderr).toContain('finding-things/lookups was skipped: FileNotFoundError')
  expect(repository.read('.rulebook/run.json')).not.toContain('secret')

  const { data } = await repository.json<{ measured: object; skipped: { id: string }[] }>([
    'measure',
    '--effort',
    'quick',
    '--fresh',
  ])
  expect(Object.keys(data.measured)).not.toContain('finding-things/lookups')
  expect(Object.keys(data.measured)).toHaveLength(2)
  expect(data.skipped.map(({ id }) => id)).toEqual(['finding-things/lookups'])
})

test('what is skipped ends a rebuild with 1 although all else is fine, and is named with --json', async () => {
  const repository = Repository.blank()
  const setup = '    items = set(range(300))\n'
  const needed = JSON.stringify(repository.path('needed'))
  repository.edit('suites/python/finding-things.py', setup, `${setup}    open(${needed}).close()\n`)
  repository.write('needed', '')
  const rebuild = ['rebuild', '--effort', 'quick', '--fresh']
  const fine = await repository.json<{ skipped: object[] }>(rebuild)
  expect(fine).toMatchObject({ exitCode: 0, data: { skipped: [] } })

  repository.remove('needed')
  const { exitCode, data } = await repository.json<{ findings: { severity: string }[] }>(rebuild)
  expect(data).toMatchObject({
    skipped: [{ id: 'finding-things/lookups', reason: expect.stringContaining('FileNotFoundError') }],
  })
  expect(data.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(exitCode).toBe(1)
})

test('the traceback of a block that fails is printed when asked for, and is in no file', async () => {
  const repository = Repository.blank()
  const setup = '    items = set(range(300))\n'
  repository.edit('suites/python/finding-things.py', setup, `${setup}    open("/no/such/folder/secret")\n`)
  const lookups = ['measure', '--effort', 'quick', '--filter', 'set_miss']
  const short = await repository.rulebook(lookups)
  expect(short.stderr).toContain('with --traceback to see all of it')
  expect(short.stderr).not.toContain('Traceback')
  const { stdout, stderr } = await repository.rulebook([...lookups, '--traceback', '--json'])
  expect(stderr).toMatch(
    /^\| Traceback [\s\S]*finding-things\.py", line \d+, in set_miss\n\| {5}open\("\/no\/such/m,
  )
  expect(stdout).not.toContain('Traceback')
  expect(repository.read('.rulebook/run.json')).not.toMatch(/Traceback|secret/)
})

test('listing waits for nobody', async () => {
  const repository = Repository.blank()
  const measuring = repository.start(['measure', '--effort', 'thorough'])
  await underWay(repository)
  const { exitCode, data } = await repository.json<{ benchmarks: object[] }>(['measure', '--list'])
  expect(exitCode).toBe(0)
  expect(data.benchmarks.length).toBeGreaterThan(0)
  expect(measuring.exitCode).toBeNull()
  measuring.kill('SIGINT')
  await measuring
})

test.each([
  ['the setting', '{ "timeoutSeconds": 1 }', []],
  ['the option, before the setting', '{ "timeoutSeconds": 500 }', ['--timeout', '1']],
])('a suite may take as long as %s says', async (_, settings, words) => {
  const repository = Repository.published()
  repository.write('rulebook.config.json', settings)
  repository.edit(
    'suites/python/finding-things.py',
    '    items = set(range(300))\n',
    '    items = set(range(300))\n    while True:\n        pass\n',
  )
  const { exitCode, stderr } = await repository.rulebook([
    'measure',
    '--effort',
    'quick',
    'finding-things',
    ...words,
  ])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(
    /finding-things\/lookups was skipped: setting up set_miss did not end within 1 s \(finding-things\.py:\d+\); make the setup of set_miss in finding-things\.py end, or allow more than 1 s with --timeout or `timeoutSeconds`/,
  )
})
