import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { commitAll, git, hasGit } from '../git-repository.ts'
import { Repository } from '../repository.ts'

/** Published and committed, with a directive that a branch changed and published, too. */
async function changed(): Promise<Repository> {
  const repository = Repository.published()
  git(repository.root, 'init', '--quiet', '--template=')
  commitAll(repository.root)
  git(repository.root, 'switch', '--quiet', '--create', 'change')
  repository.edit('papers/finding-things.md', 'use a set', 'write a set')
  expect((await repository.rulebook(['distill'])).exitCode).toBe(0)
  return repository
}

const message = expect.stringMatching(
  /^Review this directive, which changed since main, from “Don't look up in a list of 300; use a set \(\{#miss\}\)\.” to “Don't look up in a list of 300; write a set \(\{#miss\}\)\.”$/,
)

describe.skipIf(!hasGit)('a directive that the base does not have', () => {
  test('is shown to whoever reviews, and fails nothing, even with --strict', async () => {
    const repository = await changed()
    const place = { file: 'papers/finding-things.md', line: 21, column: 3, endLine: 21 }
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>([
      'check',
      '--strict',
      '--base',
      'main',
    ])
    expect({ exitCode, ...data }).toMatchObject({
      exitCode: 0,
      findings: [{ rule: 'directive-changed', severity: 'note', message, ...place }],
    })
    const { stdout } = await repository.rulebook(['check', '--sarif', '--base', 'main'])
    expect(JSON.parse(stdout).runs[0].results).toMatchObject([
      {
        ruleId: 'directive-changed',
        level: 'note',
        message: { text: message },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: place.file },
              region: { startLine: 21, startColumn: 3, endLine: 21, endColumn: data.findings[0]!.endColumn },
            },
          },
        ],
      },
    ])
    const said = await repository.rulebook(['check', '--base', 'main'])
    expect(said.stderr).toMatch(
      /^note papers\/finding-things\.md:21:3: Review this directive.* \[directive-changed\]$/,
    )
  })

  test('is looked for in a pull request, and a base that cannot be read does not pass unseen', async () => {
    const repository = await changed()
    const env = { GITHUB_BASE_REF: 'main' }
    const { exitCode, data } = await repository.json<{ findings: Finding[] }>(['check'], { env })
    expect({ exitCode, ...data }).toMatchObject({
      exitCode: 0,
      findings: [
        { rule: 'base-unread', severity: 'warning', message: expect.stringContaining('`fetch-depth: 0`') },
      ],
    })
    expect((await repository.rulebook(['check', '--strict'], { env })).exitCode).toBe(1)
    git(repository.root, 'update-ref', 'refs/remotes/origin/main', 'main')
    const read = await repository.json<{ findings: Finding[] }>(['check'], { env })
    expect(read.data.findings.map(({ rule }) => rule)).toEqual(['directive-changed'])
  })

  test('a base that was asked for and is not there ends with exit code 2', async () => {
    const { exitCode, stderr } = await (await changed()).rulebook(['check', '--base', '--help'])
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(
        /^error The base --help cannot be read \(that is no name of a branch or commit\)/,
      ),
    })
  })
})
