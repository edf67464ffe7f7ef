import { symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Repository } from '../repository.ts'

describe('export', () => {
  test.each([
    ['agents', 'AGENTS.md'],
    ['claude', 'CLAUDE.md'],
    ['gemini', 'GEMINI.md'],
    ['copilot', '.github/copilot-instructions.md'],
    ['cursor', '.cursor/rules/rulebook.mdc'],
  ])('for %s writes the rules into %s, once', async (format, file) => {
    const repository = Repository.published()
    const first = await repository.rulebook(['export', '--format', format])
    expect(first).toEqual({ exitCode: 0, stdout: `wrote ${file}`, stderr: '' })
    const text = repository.read(file)
    for (const line of repository.read('RULEBOOK.md').trimEnd().split('\n').slice(1))
      expect(text).toContain(line)
    expect(text).toContain('\n## Rules of the fixture\n')
    expect(text.startsWith('---\n')).toBe(format === 'cursor')

    expect((await repository.rulebook(['export', '--format', format])).stdout).toBe(`${file} is up to date`)
    expect(repository.read(file)).toBe(text)
  })

  test('leaves every other byte, and `--check` tells a section that is behind', async () => {
    const repository = Repository.published()
    const [above, below] = ['\ufeff# Ours\r\n\r\ntext  \r\n', '\r\nmore text']
    repository.write('AGENTS.md', above)
    await repository.rulebook(['export'])
    repository.write('AGENTS.md', repository.read('AGENTS.md') + below)
    expect((await repository.rulebook(['export', '--check'])).exitCode).toBe(0)

    repository.edit('papers/adding-numbers.md', "Don't add in a loop;", "Don't add any numbers in a loop;")
    expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
    const before = repository.contents()
    const check = await repository.rulebook(['export', '--check'])
    expect(check.exitCode).toBe(1)
    expect(check.stderr).toContain('AGENTS.md does not hold the rulebook as it is; run `rulebook export`')
    expect(repository.contents()).toEqual(before)

    expect((await repository.rulebook(['export'])).exitCode).toBe(0)
    const text = repository.read('AGENTS.md')
    expect(text.startsWith(above)).toBe(true)
    expect(text.endsWith(below)).toBe(true)
    expect(text).toContain("Don't add any numbers in a loop;")
  })

  test('prints the section, or the rules with their evidence as JSON, and writes nothing', async () => {
    const repository = Repository.published()
    const before = repository.contents()
    const { stdout } = await repository.rulebook(['export', '--print'])
    expect(stdout).toBe(`#${repository.read('RULEBOOK.md').trimEnd()}`)
    const json = JSON.parse((await repository.rulebook(['export', '--format', 'json'])).stdout)
    expect(json.rules).toHaveLength(3)
    for (const { text, claims } of json.rules) {
      expect(repository.read('RULEBOOK.md')).toContain(`- ${text}\n`)
      expect(claims.length).toBeGreaterThan(0)
      for (const claim of claims)
        expect(claim).toMatchObject({
          verdict: 'supported',
          interval: [expect.anything(), expect.anything()],
        })
    }
    expect(repository.contents()).toEqual(before)
  })

  test('refuses a rulebook with what agents must not be handed', async () => {
    const repository = Repository.published()
    repository.edit('RULEBOOK.md', '- Don', '- <!-- hidden --> Don')
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect(exitCode).toBe(4)
    expect(stderr).toMatch(/RULEBOOK\.md:3: There is/)
    expect(repository.text('AGENTS.md')).toBeNull()
  })

  test.each([
    ['the text of a rule', '"text": "Don', '"text": "<script> Don'],
    ['the machine', '"machine": "', '"machine": "<b>'],
    ['a claim', '"holds": "', '"holds": "<!-- hidden --> '],
  ])('refuses JSON with what agents must not be handed in %s', async (_, from, to) => {
    const repository = Repository.published()
    const evidence = repository.read('RULEBOOK.evidence.json')
    expect(evidence).toContain(from)
    repository.write('RULEBOOK.evidence.json', evidence.replaceAll(from, to))
    const { exitCode, stdout, stderr } = await repository.rulebook(['export', '--format', 'json'])
    expect(exitCode).toBe(4)
    expect(stdout).toBe('')
    expect(stderr).toContain('RULEBOOK.evidence.json [unsafe-html]')
  })

  test('refuses JSON of rules that are not those of the rulebook, until they are distilled again', async () => {
    const repository = Repository.published()
    const [, text] = /\n- (.*)\n/.exec(repository.read('RULEBOOK.md'))!
    repository.edit('RULEBOOK.evidence.json', JSON.stringify(text), '"Do as you like."')
    const { exitCode, stdout, stderr } = await repository.rulebook(['export', '--format', 'json'])
    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/run `rulebook check`.*\n- RULEBOOK\.evidence\.json:\d+:\d+ \[stale\]$/)
    expect(stderr).not.toContain('Do as you like.')

    await repository.rulebook(['distill'])
    expect((await repository.rulebook(['export', '--format', 'json'])).exitCode).toBe(0)
  })

  test('refuses a title in the settings that agents must not be handed', async () => {
    const repository = Repository.published()
    const config = JSON.parse(repository.read('rulebook.config.json'))
    const title = '<b>Rules</b>'
    repository.write('rulebook.config.json', JSON.stringify({ ...config, title }))
    for (const format of ['cursor', 'json']) {
      const { exitCode, stdout } = await repository.rulebook(['export', '--format', format])
      expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' })
    }
    expect(repository.text('.cursor/rules/rulebook.mdc')).toBeNull()
  })

  test('needs a rulebook with its heading', async () => {
    const repository = Repository.published()
    repository.edit('RULEBOOK.md', '# Rules', 'Rules')
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'RULEBOOK.md:1: Unexpected first line “Rules of the fixture”, expected the heading',
    )
  })

  test('refuses a link to a file that carries a copy', async () => {
    const repository = Repository.published()
    const config = JSON.parse(repository.read('rulebook.config.json'))
    repository.write('rulebook.config.json', JSON.stringify({ ...config, copies: ['README.md'] }))
    repository.write('README.md', '# Read me\n')
    symlinkSync('README.md', path.join(repository.root, 'AGENTS.md'))
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('expected none of `copies`')
    expect(repository.read('README.md')).toBe('# Read me\n')
  })

  test.each([
    'RULEBOOK.md',
    'rulebook.config.json',
    'papers/adding-numbers.md',
    'papers/new.md',
    'suites/python/adding-numbers.py',
    'runs/published.json',
    '.rulebook/run.json',
    '../outside.md',
    'linked.md',
    '.',
  ])('refuses to write into %s', async (file) => {
    const repository = Repository.published()
    symlinkSync(os.devNull, repository.path('linked.md'))
    const before = repository.contents()
    const { exitCode, stderr } = await repository.rulebook(['export', '--file', file])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Unexpected file ${file} to export into`)
    expect(repository.contents()).toEqual(before)
  })

  test.each([
    [
      'src',
      ['src/shop/client.py', 'src/new.py', 'package.json', '.git/config', 'ci.yml'],
      ['src/AGENTS.md', '.cursorrules'],
    ],
    ['.', ['client.py'], ['AGENTS.md', 'src/AGENTS.md']],
  ])('of own code in %s refuses what is no text for agents', async (folder, refused, taken) => {
    const repository = Repository.published()
    repository.edit('rulebook.config.json', '{', `{ "pythonPath": ["${folder}"],`)
    repository.write('src/shop/client.py', '')
    for (const file of refused) {
      expect((await repository.rulebook(['export', '--file', file])).stderr).toMatch(
        /to export into, expected|which another program keeps/,
      )
    }
    for (const file of taken) {
      expect((await repository.rulebook(['export', '--file', file])).exitCode).toBe(0)
    }
  })

  test('says that JSON is printed, not written', async () => {
    const { exitCode, stderr } = await Repository.published().rulebook([
      'export',
      '--format',
      'json',
      '--file',
      'rules.json',
    ])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Unexpected --file with --format json')
  })

  test('tells marks that do not pair, and needs a rulebook', async () => {
    const repository = Repository.published()
    repository.write('AGENTS.md', 'ours\n<!-- rulebook:start -->\n')
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('AGENTS.md:2: Unexpected marks')
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['export'])).stderr).toContain(
      'There is no RULEBOOK.md to hand to agents',
    )
  })
})
