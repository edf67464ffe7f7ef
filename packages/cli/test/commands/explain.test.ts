import type { EvidenceFile } from '@rulebook/distiller'
import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

test('a fault is explained from its page', async () => {
  const { exitCode, stdout } = await Repository.blank().rulebook(['explain', 'yaml-alias'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^yaml-alias\n\nYAML's anchors/)
  expect(stdout).toContain('**Fix.** Write the value out.')
  expect(stdout).not.toContain('merge key')
})

test.each(['stale', 'unsafe-blob', 'never-publishable', 'bimodal', 'file-line-ends'])(
  '%s is explained: what it means, an example, the fix',
  async (id) => {
    const { exitCode, stdout } = await Repository.blank().rulebook(['explain', id])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`^${id}\\n\\n\\w`))
    expect(stdout).toMatch(/\n```[\s\S]*\n```/)
    expect(stdout).toMatch(/\n\*\*Fix\.\*\* \S/)
  },
)

test.each([
  [
    'adding-numbers/built-in',
    [
      /^claim adding-numbers\/built-in: \d.*×, supported\n/,
      /value +loop_sum \/ builtin_sum\n/,
      /holds +when > 1\.5\n/,
      /measured +\d.*×, 95 % interval \d.*× to \d.*×\n/,
      /\d+ processes, \d+ samples; run cpython-3\S+: CPython 3\.\d+\.\d+ on .*\n/,
      /benchmark adding-numbers\/loop_sum\n +about +\w/,
      /timed +sum\(/,
    ],
  ],
  [
    'adding-numbers/repeat-one-text',
    [/^rule .*, in the rulebook\n/, /Don't join one text/, /tokens, worth/, /claim adding-numbers\/order/],
  ],
  [
    'finding-things/list_miss',
    [/^benchmark finding-things\/list_miss\n +about +\w/, /setup +\w/, /used by +finding-things\/miss/],
  ],
])('%s: what it rests on', async (id, said) => {
  const repository = Repository.published()
  const before = repository.contents()
  const { exitCode, stdout } = await repository.rulebook(['explain', id])
  expect(exitCode).toBe(0)
  for (const words of said) expect(stdout).toMatch(words)
  expect(repository.contents()).toEqual(before)
})

test('a benchmark is shown with the warnings of its cost', async () => {
  const repository = Repository.published()
  const evidence: EvidenceFile = JSON.parse(repository.read('RULEBOOK.evidence.json'))
  const entry = evidence.benchmarks.find(({ id }) => id === 'adding-numbers/loop_sum')!
  entry.warnings = [{ code: 'drifting', message: 'rises by 8 % within most processes' }]
  repository.write('RULEBOOK.evidence.json', JSON.stringify(evidence))
  const { stdout } = await repository.rulebook(['explain', entry.id])
  expect(stdout).toMatch(/^ {2}warning +drifting: rises by 8 % within most processes$/m)
  const { data } = await repository.json<{ found: object[] }>(['explain', entry.id])
  expect(data.found).toMatchObject([{ type: 'benchmark', warnings: entry.warnings }])
})

test('the same as data', async () => {
  const { data } = await Repository.published().json<{ found: Record<string, unknown>[] }>([
    'explain',
    'finding-things/miss',
  ])
  expect(data.found).toEqual([
    expect.objectContaining({
      type: 'claim',
      verdict: 'supported',
      estimate: expect.any(Number),
      interval: [expect.any(Number), expect.any(Number)],
      benchmarks: [
        expect.objectContaining({ id: 'finding-things/list_miss', statement: expect.any(String) }),
        expect.objectContaining({ id: 'finding-things/set_miss', statement: expect.any(String) }),
      ],
    }),
  ])
})

test.each([
  ['finding-things/mis', 'did you mean finding-things/miss'],
  ['finding-things/zzz', 'did you mean finding-things/miss'],
  ['benchmark', 'did you mean unknown-benchmark'],
  ['stael', 'did you mean stale?'],
  ['refuted-claims', 'did you mean refuted-claim?'],
  ['zzz', 'rulebook measure --list'],
])('an unknown id, %s, is answered with those near it', async (id, hint) => {
  const { exitCode, stderr } = await Repository.published().rulebook(['explain', id])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(hint)
})
