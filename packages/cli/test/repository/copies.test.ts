import { symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { readStamp } from '../../src/pipeline/stamp.ts'
import { Repository } from '../repository.ts'

const marks = '<!-- rulebook:start -->\n<!-- rulebook:end -->\n'

/** A published repository with these files named as copies. */
function withCopies(copies: Record<string, string>): Repository {
  const repository = Repository.cloned()
  for (const [file, text] of Object.entries(copies)) repository.write(file, text)
  configure(repository, Object.keys(copies))
  return repository
}

function configure(repository: Repository, copies: readonly string[]): void {
  repository.edit('rulebook.config.json', '{', `{\n  "copies": ${JSON.stringify(copies)},`)
}

function blockOf(repository: Repository): string {
  return `<!-- rulebook:start -->\n\n\`\`\`markdown\n${repository.read('RULEBOOK.md')}\`\`\`\n\n<!-- rulebook:end -->`
}

describe('the files that `copies` names', () => {
  test('carry the rulebook after distill, every other byte as it was, and the second time none changes', async () => {
    const repository = withCopies({ 'README.md': `# Ours\n\n${marks}\ntext  \n`, 'docs/rules.md': marks })
    const { stdout } = await repository.rulebook(['distill'])
    expect(stdout).toMatch(/wrote README\.md, docs\/rules\.md$/m)
    expect(repository.read('README.md')).toBe(`# Ours\n\n${blockOf(repository)}\n\ntext  \n`)
    expect(repository.read('docs/rules.md')).toBe(`${blockOf(repository)}\n`)
    const before = repository.contents()
    expect((await repository.rulebook(['distill', '--diff'])).stdout).toContain('no byte changed')
    expect(repository.contents()).toEqual(before)
    expect(await repository.rulebook(['check'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test.each([
    ['all CR LF', '# Ours\r\n\r\n', '\r\ntext\r\n'],
    ['mixed', '\ufeff# Ours\r\n', '\ntext'],
  ])('keep their line ends: %s', async (_, above, below) => {
    const repository = withCopies({ 'README.md': `${above}${marks.trimEnd()}${below}` })
    await repository.rulebook(['distill'])
    expect(repository.read('README.md')).toBe(
      `${above}${blockOf(repository).replaceAll('\n', '\r\n')}${below}`,
    )
    expect((await repository.rulebook(['check'])).exitCode).toBe(0)
  })

  test('are told by check when they are behind, with line and command, and the stamp sees them', async () => {
    const repository = withCopies({ 'README.md': `# Ours\n\n${marks}` })
    await repository.rulebook(['distill'])
    expect(readStamp(repository.root, Date.now())).not.toBeNull()
    const before = repository.contents()
    repository.edit('README.md', 'Measured on', 'Dreamt on')
    expect(readStamp(repository.root, Date.now())).toBeNull()
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'])
    expect(exitCode).toBe(1)
    expect(data.findings).toMatchObject([{ rule: 'stale', file: 'README.md', line: 7 }])
    expect(data.findings[0]!.message).toMatch(/Dreamt.*expected.*Measured.*; run `rulebook distill`$/)
    await repository.rulebook(['distill'])
    expect(repository.contents()).toEqual(before)
  })
})

describe('a file that cannot carry a copy is an error with the fix, and nothing is written:', () => {
  test.each<[string, string | Buffer | null, RegExp]>([
    ['not there', null, /^error README\.md is not there, expected a file with <!-- rulebook:start -->/],
    ['without marks', '# Ours\n', /^error README\.md: no marks, expected <!-- rulebook:start --> and/],
    ['with one mark', '# Ours\n<!-- rulebook:start -->\n', /^error README\.md:2: Unexpected marks/],
    [
      'not UTF-8',
      Buffer.concat([Buffer.from(marks), Buffer.from([0xff])]),
      /^error README\.md: unexpected bytes that are not UTF-8/,
    ],
  ])('%s', async (_, content, message) => {
    const repository = Repository.cloned()
    if (content !== null) writeFileSync(repository.path('README.md'), content)
    configure(repository, ['README.md'])
    repository.remove('RULEBOOK.md')
    const before = repository.contents()
    for (const command of ['distill', 'check', 'rebuild']) {
      const { exitCode, stderr } = await repository.rulebook([command])
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(message)
    }
    expect(repository.contents()).toEqual(before)
    expect(repository.text('.rulebook/run.json')).toBeNull()
  })

  test.each([
    ['a paper', 'papers/finding-things.md', 'Unexpected file papers/finding-things.md in `copies`, expected'],
    ['outside the repository', 'linked.md', `linked.md: unexpected link to ${os.tmpdir()}, which leaves the`],
  ])('%s', async (_, file, message) => {
    const repository = Repository.cloned()
    symlinkSync(os.tmpdir(), repository.path('linked.md'))
    configure(repository, [file])
    const { exitCode, stderr } = await repository.rulebook(['distill'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })

  test('no Markdown', async () => {
    const repository = Repository.cloned()
    configure(repository, ['setup.py'])
    expect((await repository.rulebook(['distill'])).stderr).toContain('expected a Markdown file')
  })
})

test('export keeps off a file that carries a copy', async () => {
  const repository = withCopies({ 'AGENTS.md': marks })
  const { exitCode, stderr } = await repository.rulebook(['export'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('expected none of `copies`')
})
