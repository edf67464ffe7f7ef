import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

test.each([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['rebuidl'], 'Did you mean rebuild?'],
  [['check', '--frobnicate'], "unknown option '--frobnicate'"],
  [['rebuild', 'twice'], "too many arguments for 'rebuild'"],
  [['rebuild', '--effort', 'huge'], 'Allowed choices are quick, normal, thorough'],
  [['rebuild', '--budget', 'much'], 'Expected a whole number of tokens'],
  [['measure', '--timeout', '0'], 'Expected seconds, from 1 to 86400'],
  [['rebuild', '--timeout', 'soon'], 'Expected seconds, from 1 to 86400'],
  [['rebuild', '--python', '/no/such/python'], 'No usable Python, tried /no/such/python'],
  [['rebuild', '--python', '/bin/ls'], '/bin/ls: is no Python that works: it printed “'],
  [['measure', 'nowhere'], 'Unexpected domain nowhere, expected of adding-numbers, finding-things'],
  [['check', '--root', '/'], 'No rulebook.config.json was found in / or above it'],
])('%j is refused with exit code 2', async (commandLine, said) => {
  const { exitCode, stdout, stderr } = await Repository.published().rulebook(commandLine)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(said)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('help and version end with 0', async () => {
  const repository = Repository.blank()
  expect(await repository.rulebook(['--version'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  const { exitCode, stdout } = await repository.rulebook(['--help'])
  expect(exitCode).toBe(0)
  for (const command of ['rebuild', 'measure', 'distill', 'sync', 'check', 'doctor']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
  }
})

test('the repository is found from a folder inside it', async () => {
  const repository = Repository.published()
  const { exitCode } = await repository.rulebook(['check'], { directory: repository.path('suites/python') })
  expect(exitCode).toBe(0)
})
