import { symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Repository } from './repository.ts'

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

    repository.edit('RULEBOOK.md', 'Measured on', 'Measured once on')
    const before = repository.contents()
    const check = await repository.rulebook(['export', '--check'])
    expect(check.exitCode).toBe(1)
    expect(check.stderr).toContain('AGENTS.md does not hold the rulebook as it is; run `rulebook export`')
    expect(repository.contents()).toEqual(before)

    expect((await repository.rulebook(['export'])).exitCode).toBe(0)
    const text = repository.read('AGENTS.md')
    expect(text.startsWith(above)).toBe(true)
    expect(text.endsWith(below)).toBe(true)
    expect(text).toContain('Measured once on')
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
    expect(stderr).toMatch(/RULEBOOK\.md:3: Unexpected/)
    expect(repository.text('AGENTS.md')).toBeNull()
  })

  test.each(['RULEBOOK.md', '../outside.md', 'linked.md'])('refuses to write into %s', async (file) => {
    const repository = Repository.published()
    symlinkSync('/tmp', repository.path('linked.md'))
    const before = repository.read('RULEBOOK.md')
    const { exitCode, stderr } = await repository.rulebook(['export', '--file', file])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Unexpected file ${file} to export into`)
    expect(repository.read('RULEBOOK.md')).toBe(before)
  })

  test('tells marks that do not pair, and needs a rulebook', async () => {
    const repository = Repository.published()
    repository.write('AGENTS.md', 'ours\n<!-- rulebook:start -->\n')
    const { exitCode, stderr } = await repository.rulebook(['export'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('AGENTS.md:2: Unexpected marks')
    repository.remove('RULEBOOK.md')
    expect((await repository.rulebook(['export'])).stderr).toContain('There is no RULEBOOK.md to export')
  })
})
