import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Repository } from '../repository.ts'

test('an empty folder becomes a repository that measures, and whose rulebook holds', async () => {
  const repository = Repository.empty()
  const { exitCode, stdout, stderr } = await repository.rulebook(['init'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toContain(
    'wrote rulebook.config.json, suites/python/copying-lists.py, papers/copying-lists.md, .gitignore, .gitattributes',
  )
  expect(repository.read('.gitignore')).toBe('.rulebook/\n__pycache__/\n')
  expect(repository.read('.gitattributes')).toBe(
    [
      'RULEBOOK.md text eol=lf\n',
      'RULEBOOK.evidence.json text eol=lf\n',
      'runs/published.json text eol=lf\n',
      'rulebook.catalogue.json text eol=lf\n',
    ].join(''),
  )
  const rebuild = await repository.rulebook(['rebuild', '--effort', 'quick'])
  expect(rebuild).toMatchObject({ exitCode: 0, stderr: '' })
  expect(repository.read('RULEBOOK.md')).toMatch(/use `list\(items\)` \([\d.]+×\)\.\n$/)
  expect(repository.read('papers/copying-lists.md')).not.toContain('[?]')
})

test('what is there already stays as it is', async () => {
  const repository = Repository.published()
  const attributes = 'RULEBOOK.md -text\r\n/runs/published.json text eol=lf\r\nrulebook.catalogue.json text'
  repository.write('.gitignore', 'node_modules')
  repository.write('.gitattributes', attributes)
  const before = repository.contents()
  expect((await repository.rulebook(['init'])).stdout).toContain('wrote .gitignore, .gitattributes')
  expect(repository.contents()).toEqual({
    ...before,
    '.gitignore': 'node_modules\n.rulebook/\n__pycache__/\n',
    '.gitattributes': `${attributes}\r\nRULEBOOK.evidence.json text eol=lf\r\n`,
  })
  expect((await repository.rulebook(['init'])).stdout).toContain('everything is there already')
})

test.each(['**/__pycache__\n/.rulebook\n', '__pycache__/\r\n.rulebook/\r\n'])(
  'what is ignored already gets no line: %j',
  async (ignored) => {
    const repository = Repository.published()
    repository.write('.gitignore', ignored)
    await repository.rulebook(['init'])
    expect(repository.read('.gitignore')).toBe(ignored)
  },
)

test('attributes that keep LF in all files are enough', async () => {
  const repository = Repository.published()
  repository.write('.gitattributes', '* text=auto eol=lf\n')
  await repository.rulebook(['init'])
  expect(repository.read('.gitattributes')).toBe('* text=auto eol=lf\n')
})

test('a folder inside a repository is refused', async () => {
  const repository = Repository.published()
  const { exitCode, stderr } = await repository.rulebook(['init'], { directory: repository.path('papers') })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('Unexpected rulebook.config.json above')
  expect(existsSync(repository.path('papers/rulebook.config.json'))).toBe(false)
  expect(readdirSync(repository.path('papers')).sort()).toEqual(['adding-numbers.md', 'finding-things.md'])
})

test.each(['check', 'distill', 'sync'])('before the first rebuild %s says to run it', async (command) => {
  const repository = Repository.empty()
  await repository.rulebook(['init'])
  const { exitCode, stderr } = await repository.rulebook([command])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^error There is no catalogue rulebook\.catalogue\.json, .*run `rulebook rebuild`/)
  expect(stderr).not.toContain('install')
})

test('bytes that are not UTF-8 stay as they are, and nothing is written', async () => {
  const repository = Repository.empty()
  const bytes = Buffer.from('caf\xe9/\n', 'latin1')
  writeFileSync(repository.path('.gitignore'), bytes)
  const { exitCode, stderr } = await repository.rulebook(['init'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('.gitignore: unexpected bytes that are not UTF-8')
  expect(readFileSync(repository.path('.gitignore'))).toEqual(bytes)
  expect(existsSync(repository.path('rulebook.config.json'))).toBe(false)
})

test('one that was stopped before its paper is completed', async () => {
  const repository = Repository.empty()
  await repository.rulebook(['init'])
  repository.remove('papers')
  const { exitCode, stdout } = await repository.rulebook(['init'])
  expect({ exitCode, stdout: stdout.split('\n')[0] }).toEqual({
    exitCode: 0,
    stdout: 'wrote papers/copying-lists.md',
  })
})
