import { describe, expect, test } from 'vitest'
import { type Ended, Repository, type RunOptions } from '../repository.ts'

/** Sets the title, clears the screen, fills the clipboard, turns the direction, hides. */
const hostile = '\u001b]0;title\u0007\u001b[2J\u001b]52;c;Y3VybA==\u0007\u009b31m\u202e\u200b'
/** What may not be printed; unassigned characters and private ones among it. */
const unshown = /[^\P{C}\n\t]/u

/** A repository in which somebody put such text somewhere, and the commands that meet it. */
const places: Record<string, { place: (repository: Repository) => void; commands: string[][] }> = {
  'a run that is no JSON': {
    place: (repository) => repository.write('runs/odd.json', `{"machine": ${hostile}`),
    commands: [
      ['distill', '--run', 'runs/odd.json'],
      ['compare', 'published', 'runs/odd.json'],
    ],
  },
  'a run with a key of its own': {
    place: (repository) => {
      const run = JSON.parse(repository.read('runs/published.json'))
      repository.write(
        'runs/odd.json',
        JSON.stringify({ ...run, [hostile]: 1, packages: { [hostile]: '1' } }),
      )
    },
    commands: [['compare', 'published', 'runs/odd.json']],
  },
  'a processor': {
    place: (repository) => {
      const run = JSON.parse(repository.read('runs/published.json'))
      run.machine.cpu = hostile
      repository.write('runs/published.json', JSON.stringify(run))
    },
    commands: [
      ['explain', 'finding-things/miss'],
      ['compare', 'published', 'local'],
    ],
  },
  'the evidence': {
    place: (repository) => {
      const evidence = JSON.parse(repository.read('RULEBOOK.evidence.json'))
      evidence.runs[0].machine = hostile
      for (const rule of evidence.rules) rule.text = hostile
      repository.write('RULEBOOK.evidence.json', JSON.stringify(evidence))
    },
    commands: [['explain', 'finding-things/miss'], ['check'], ['distill']],
  },
  'evidence that is no JSON': {
    place: (repository) => repository.write('RULEBOOK.evidence.json', hostile),
    commands: [['explain', 'finding-things/miss']],
  },
  'the configuration': {
    place: (repository) => repository.write('rulebook.config.json', `{${hostile}`),
    commands: [['check']],
  },
  'the name of a paper': {
    place: (repository) => repository.write(`papers/a${hostile.replaceAll('/', '')}.md`, '# None\n'),
    commands: [['check'], ['distill']],
  },
  'an escape of YAML in a paper': {
    place: (repository) =>
      repository.edit('papers/finding-things.md', 'status: accepted', 'status: "\\e[31m\\a\\x9b"'),
    commands: [['distill']],
  },
  'an unknown key of a paper': {
    place: (repository) =>
      repository.edit('papers/finding-things.md', 'status: accepted', 'status: accepted\n"\\e[31m": 1'),
    commands: [['check']],
  },
  'the text of a paper': {
    place: (repository) => repository.edit('papers/finding-things.md', '](#miss)', `](#m${hostile})`),
    commands: [['check']],
  },
  'an argument': {
    place: () => {},
    commands: [['explain', hostile], ['check', `--${hostile}`], ['measure', hostile], [hostile]],
  },
}

/** What was printed, to either. */
async function printed(repository: Repository, command: string[], options?: RunOptions): Promise<string> {
  const { stdout, stderr }: Ended = await repository.rulebook(command, options)
  return stdout + stderr
}

describe.each(Object.entries(places))('%s with escape sequences', (_, { place, commands }) => {
  test.each(commands.map((command) => ({ command: command.join(' '), words: command })))(
    'is shown and not acted upon by $command',
    async ({ words }) => {
      const repository = Repository.published()
      place(repository)
      const plain = await printed(repository, words)
      expect(plain).not.toMatch(unshown)
      expect(plain).not.toBe('')
      const json = await printed(repository, [...words, '--json'])
      expect(json).not.toMatch(unshown)
      expect(() => JSON.parse(json)).not.toThrow()
    },
  )
})

test('SARIF holds none either', async () => {
  const repository = Repository.published()
  places['an escape of YAML in a paper']!.place(repository)
  const { stdout } = await repository.rulebook(['check', '--sarif'])
  expect(stdout).not.toMatch(unshown)
  expect(JSON.parse(stdout)).toMatchObject({ version: '2.1.0' })
})

test('colours of our own stay, and those of others are shown', async () => {
  const repository = Repository.published()
  repository.edit('papers/finding-things.md', 'status: accepted', 'status: "\\e[31mfinal"')
  const text = await printed(repository, ['distill'], { env: { FORCE_COLOR: '1', NO_COLOR: '' } })
  expect(text).toContain('\u001b[31merror\u001b[39m')
  expect(text).toContain('“\\u{1b}[31mfinal”')
})
