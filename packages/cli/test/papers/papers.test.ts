import { expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

function faulty(): Repository {
  const repository = Repository.published()
  repository.edit('papers/adding-numbers.md', 'value: loop_sum / builtin_sum', 'value: lop_sum / builtin_sum')
  repository.edit('papers/adding-numbers.md', 'status: accepted', 'status: accepted\nstatsu: draft')
  repository.edit('papers/finding-things.md', 'title: Finding things', 'title: "Finding things')
  return repository
}

test.each(['rebuild', 'check', 'distill', 'sync'])(
  '%s tells all faults of all papers and writes nothing',
  async (command) => {
    const repository = faulty()
    const before = repository.contents()
    const { exitCode, stderr, stdout } = await repository.rulebook([command])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('papers need mending; nothing was written')
    expect(stderr).toMatch(/papers\/adding-numbers\.md\n/)
    expect(stderr).toMatch(
      /5:1-5:7 +error Unexpected key “statsu” in the frontmatter, .*; did you mean status\?/,
    )
    expect(stderr).toMatch(/9:12-9:19 +error Unexpected benchmark “lop_sum”, .* did you mean loop_sum\?/)
    expect(stderr).toMatch(
      /papers\/finding-things\.md\n2:8-2:23 +error Unexpected end of line inside ", expected a closing "; write title: "Finding things"/,
    )
    expect(repository.contents()).toEqual(before)
  },
)

test('the faults of papers are data with --json', async () => {
  const { exitCode, data } = await faulty().json<{ findings: Finding[] }>(['rebuild'])
  expect(exitCode).toBe(2)
  const places = data.findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)
  expect(places).toEqual([
    'papers/adding-numbers.md:5:1 unknown-key',
    'papers/adding-numbers.md:9:12 unknown-benchmark',
    expect.stringMatching(/^papers\/finding-things\.md:2:\d+ yaml$/),
  ])
})

test('data and SARIF say where a fault ends', async () => {
  const repository = faulty()
  const { data } = await repository.json<{ findings: Finding[] }>(['check'])
  expect(data.findings[0]).toMatchObject({
    rule: 'unknown-key',
    line: 5,
    column: 1,
    endLine: 5,
    endColumn: 7,
  })
  const { stdout } = await repository.rulebook(['check', '--sarif'])
  const [first] = JSON.parse(stdout).runs[0].results
  const region = { startLine: 5, startColumn: 1, endLine: 5, endColumn: 7 }
  expect(first.locations[0].physicalLocation.region).toEqual(region)
})

test.each(['distill', 'rebuild'])(
  'warnings of %s have line, column and rule, the first time and the next',
  async (command) => {
    const repository = Repository.published()
    repository.edit('papers/finding-things.md', 'as much.', 'as much, or 7×.')
    const place = /^note papers\/finding-things\.md:15:\d+: Unexpected bare number .* \[measured-number\]$/m
    for (const { exitCode, stderr } of [
      await repository.rulebook([command]),
      await repository.rulebook([command]),
    ]) {
      expect(exitCode).toBe(0)
      expect(stderr).toMatch(place)
    }
  },
)

test('papers that are fine are found fine again once mended', async () => {
  const repository = Repository.published()
  repository.edit('papers/finding-things.md', 'as: ratio', 'az: ratio')
  expect((await repository.rulebook(['check'])).exitCode).toBe(2)
  repository.edit('papers/finding-things.md', 'az: ratio', 'as: ratio')
  expect((await repository.rulebook(['check'])).exitCode).toBe(0)
})

test('unsafe text alone ends with exit code 4 and reaches no agent', async () => {
  const repository = Repository.published()
  const before = repository.read('RULEBOOK.md')
  repository.edit('papers/finding-things.md', 'use a set', 'use\u202e a set')
  const { exitCode, stderr } = await repository.rulebook(['rebuild'])
  expect(exitCode).toBe(4)
  expect(stderr).toContain('papers/finding-things.md')
  expect(repository.read('RULEBOOK.md')).toBe(before)
})

test('a suite that Python cannot read is told with its path, line, column and rule, in words and as data', async () => {
  const repository = Repository.published()
  repository.edit('suites/python/finding-things.py', '    -1 in items\n', '    -1 in (items\n')
  const { exitCode, stderr } = await repository.rulebook(['rebuild'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('suites need mending; nothing was measured')
  expect(stderr).toMatch(
    /^- suites\/python\/finding-things\.py:\d+:\d+: not valid Python: .* \[suite-form\]$/m,
  )
  const { data } = await repository.json<{ findings: Finding[] }>(['measure'])
  expect(data.findings).toEqual([
    {
      rule: 'suite-form',
      severity: 'error',
      file: 'suites/python/finding-things.py',
      line: expect.any(Number),
      column: expect.any(Number),
      message: expect.stringContaining('not valid Python'),
    },
  ])
})
