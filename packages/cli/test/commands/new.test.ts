import { expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { Repository } from '../repository.ts'

test('a new suite and a new paper pass the checks, and give a rule once the paper is accepted', async () => {
  const repository = Repository.blank()
  expect(await repository.rulebook(['new', 'suite', 'list-copies'])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
  expect(await repository.rulebook(['new', 'paper', 'list-copies'])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })

  const { exitCode, stderr } = await repository.rulebook(['rebuild', '--effort', 'quick'])
  expect(exitCode).toBe(0)
  // Nothing but that a draft's rules are left out.
  const notes = stderr.trim().split('\n')
  expect(notes.filter((note) => !/list-copies.* is left out: its paper is draft/.test(note))).toEqual([])
  expect(repository.read('papers/list-copies.md')).not.toContain('[?]')

  repository.edit('papers/list-copies.md', 'status: draft', 'status: accepted')
  expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
  expect(repository.read('RULEBOOK.md')).toMatch(/\n- Don't copy by loop; copy by list \(\d+(?:\.\d)?×\)\.\n/)
  expect((await repository.rulebook(['check'])).exitCode).toBe(0)
})

test('a new suite and a new paper pass distill and check before anything is measured', async () => {
  const repository = Repository.published()
  await repository.rulebook(['new', 'suite', 'list-copies'])
  await repository.rulebook(['new', 'paper', 'list-copies'])
  expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
  const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
  expect(exitCode).toBe(0)
  const unmeasured = data.findings.filter(({ rule }) => rule === 'unmeasured-benchmark')
  expect(unmeasured.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
  // What is published must be measured.
  repository.edit('papers/list-copies.md', 'status: draft', 'status: accepted')
  await repository.rulebook(['distill'])
  expect((await repository.rulebook(['check'])).exitCode).toBe(1)
})

test('a new paper passes the checks whatever the docstrings and the strings of its suite hold', async () => {
  const repository = Repository.published()
  repository.write(
    'suites/python/odd-texts.py',
    `from rulebook_bench import benchmark


@benchmark(block="b")
def split():
    """Splitting [a text](#nope) as \`a[0]\` of <b>x</b> *here* \`\`\` and [there](bench:nowhere) |."""
    text = """\\
first
\`\`\`
    second
"""
    yield
    text.split()


@benchmark(block="b")
def strip():
    """Stripping it."""
    text = '''one
two'''
# at the margin
    yield
    text.strip()
`,
  )
  expect(await repository.rulebook(['new', 'paper', 'odd-texts'])).toMatchObject({ exitCode: 0, stderr: '' })
  const { exitCode, stderr } = await repository.rulebook(['check'])
  expect(stderr).not.toMatch(/papers\/odd-texts\.md:.*(?:example-syntax|unknown-|unsafe-)/)
  // The Evidence section is not written yet, and nothing else is wrong.
  expect(stderr.match(/^error .*$/gm)?.filter((line) => !line.endsWith('[stale]')) ?? []).toEqual([])
  expect(exitCode).toBe(1)
  expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
  expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  expect(repository.read('papers/odd-texts.md')).toContain('as `a[0]` of \\<b\\>x\\</b\\> \\*here\\*')
})

test.each(['suite', 'paper'])('a %s that is there is never touched', async (what) => {
  const repository = Repository.blank()
  const before = repository.contents()
  const { exitCode, stderr } = await repository.rulebook(['new', what, 'adding-numbers'])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/adding-numbers\.(?:md|py) is there already, expected a new file/)
  const { 'rulebook.catalogue.json': _, ...after } = repository.contents()
  expect(after).toEqual(before)
})

test('they are written where the configuration says', async () => {
  const repository = Repository.blank()
  repository.remove('papers')
  repository.remove('suites')
  repository.write('rulebook.config.json', '{ "papers": "docs/papers", "suites": "bench/suites" }')
  await repository.rulebook(['new', 'suite', 'list-copies'])
  const { data } = await repository.json<{ written: string[] }>(['new', 'paper', 'list-copies'])
  expect(data.written).toEqual(['docs/papers/list-copies.md'])
  expect(repository.contents()).toHaveProperty(['bench/suites/list-copies.py'])
  expect(repository.contents()).toHaveProperty(['docs/papers/list-copies.md'])
})

test.each([
  [['new', 'paper', 'no-such-suite'], 'run `rulebook new suite no-such-suite` first'],
  [['new', 'paper', '../escape'], 'expected kebab-case'],
  [['new', 'suite', 'snake_case'], 'expected kebab-case'],
  [['new', 'suite', 'con/../x'], 'expected kebab-case'],
  [['new', 'rule', 'x'], 'Allowed choices are suite, paper'],
  [['new', 'paper'], "missing required argument 'domain'"],
])('%j is refused', async (words, message) => {
  const repository = Repository.blank()
  const before = Object.keys(repository.contents())
  const { exitCode, stderr } = await repository.rulebook(words)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
  expect(Object.keys(repository.contents()).filter((file) => file !== 'rulebook.catalogue.json')).toEqual(
    before,
  )
})

test('without Python a new suite that the catalogue does not know yet is said to be there', async () => {
  const repository = Repository.published()
  const suite = await repository.rulebook(['new', 'suite', 'list-copies'], { python: false })
  expect(suite.exitCode).toBe(0)
  expect(suite.stdout).toContain('next: install CPython 3.10 or newer, then `rulebook new paper list-copies`')
  const { exitCode, stderr } = await repository.rulebook(['new', 'paper', 'list-copies'], { python: false })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('The suite suites/python/list-copies.py is there, but the catalogue')
  expect(stderr).not.toContain('There is no suite')
  expect((await repository.rulebook(['new', 'paper', 'list-copies'])).exitCode).toBe(0)
})

test('without Python a suite is written all the same, and the catalogue is said to be behind', async () => {
  const repository = Repository.blank()
  const { exitCode, stderr } = await repository.rulebook(['new', 'suite', 'list-copies'], { python: false })
  expect(exitCode).toBe(0)
  expect(stderr).toContain('the catalogue is not up to date yet')
  expect(repository.contents()).toHaveProperty(['suites/python/list-copies.py'])
})
