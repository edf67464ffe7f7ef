import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

/** What is small in a commit, and takes a parser minutes, or all memory, unless its size is looked at first. */
const huge: Record<string, [file: string, text: (repository: Repository) => string]> = {
  'a catalogue nested without end': [
    'rulebook.catalogue.json',
    () => '['.repeat(200_000) + ']'.repeat(200_000),
  ],
  'a catalogue of one long text': [
    'rulebook.catalogue.json',
    () => JSON.stringify({ schema: 'a'.repeat(10_000_000) }),
  ],
  'a catalogue of many values': [
    'rulebook.catalogue.json',
    () => `{"benchmarks":[${'[],'.repeat(4_000_000)}[]]}`,
  ],
  'a run of one long text': ['runs/published.json', () => JSON.stringify({ schema: 'a'.repeat(10_000_000) })],
  'a run of many values': ['runs/published.json', () => `{"blocks":[${'{},'.repeat(4_000_000)}{}]}`],
  'evidence of many values': ['RULEBOOK.evidence.json', () => `{"runs":[${'[],'.repeat(4_000_000)}[]]}`],
  'evidence of many runs': [
    'RULEBOOK.evidence.json',
    (repository) => {
      const evidence = JSON.parse(repository.read('RULEBOOK.evidence.json'))
      const [run] = evidence.runs
      evidence.runs = Array.from({ length: 10_000 }, (_, n) => ({ ...run, file: `runs/${n}.json` }))
      return `${JSON.stringify(evidence, null, 2)}\n`
    },
  ],
  'a rulebook of one long word': ['RULEBOOK.md', () => `# Rules\n\n- ${'QUJD'.repeat(200_000)}\n`],
  'a rulebook of one long line of signs': ['RULEBOOK.md', () => `# Rules\n\n- ${'<'.repeat(1_000_000)}\n`],
  'a rulebook of empty lines': ['RULEBOOK.md', () => `# Rules\n\n- a${'\r'.repeat(1_000_000)}\n`],
  'a rulebook of a hundred megabytes': ['RULEBOOK.md', () => `# Rules\n\n- ${'a'.repeat(100_000_000)}\n`],
}

/** Ten times what a command of the fixture takes. */
const limited = { wrapper: ['bash', '-c', 'ulimit -t 20; exec "$@"', 'limited'] }

describe.each(Object.entries(huge))('%s', (_, [file, text]) => {
  test('is refused by check before it takes long, and by no stack', async () => {
    const repository = Repository.published()
    repository.write(file, text(repository))
    const { exitCode, stderr } = await repository.rulebook(['check'], limited)
    expect([1, 2, 3, 4]).toContain(exitCode)
    expect(stderr).toContain(file)
    expect(stderr).not.toMatch(/^\s+at |RangeError|heap/m)
  })
})

test('more runs than can be read are refused', async () => {
  const repository = Repository.published()
  const run = repository.read('runs/published.json')
  for (let n = 0; n < 101; n++) repository.write(`runs/x${n}.json`, run)
  repository.write('rulebook.config.json', '{ "runs": ["runs/*.json"] }')
  const { exitCode, stderr } = await repository.rulebook(['check'], limited)
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/There are 102 runs of \d+ MiB together \(limits 100 and 128 MiB\)/)
})
