import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parsePaper } from '@rulebook/papers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Base, baseOf } from '../../src/checks/base/base-branch.ts'
import { sinceBase } from '../../src/checks/base/since-base.ts'
import { configSchema } from '../../src/repository/settings.ts'
import type { Workspace } from '../../src/repository/workspace.ts'
import { basePapers, type DrawnRule, drawnCatalogue, paperText } from '../drawn-papers.ts'
import {
  commitAll,
  type Files,
  folderWith,
  git,
  gitRepository,
  hasGit,
  writeFiles,
} from '../git-repository.ts'

afterEach(() => vi.unstubAllEnvs())

const settings = { catalogue: 'catalogue.json' }
const catalogue = JSON.stringify(drawnCatalogue)

/** A repository's files, the papers in `folder`. */
function filesOf(
  rules: Record<string, DrawnRule[]> = basePapers(),
  folder = 'papers',
): Record<string, string> {
  return {
    'rulebook.config.json': JSON.stringify({ ...settings, papers: folder }),
    'catalogue.json': catalogue,
    ...Object.fromEntries(
      Object.entries(rules).map(([domain, all]) => [`${folder}/${domain}.md`, paperText(domain, all)]),
    ),
  }
}

const main: Base = { ref: 'main', name: 'main', named: true }

/** What is told of these rules in a repository, compared with a base. */
function told(root: string, base: Base | null = main, rules = basePapers(), title?: string) {
  const config = configSchema.parse({ ...settings, ...(title === undefined ? {} : { title }) })
  const papers = Object.entries(rules).map(([domain, all]) => {
    const file = { path: `papers/${domain}.md`, content: paperText(domain, all) }
    return { file, paper: parsePaper(file, drawnCatalogue).paper!, catalogue: drawnCatalogue }
  })
  const workspace = { root, config } as unknown as Workspace
  return sinceBase(workspace, papers, base)
}

const hostileRefs = [
  '',
  '-h',
  '--help',
  '--output=pwned',
  '--exec=touch pwned',
  '--upload-pack=touch pwned',
  'main..HEAD',
  '^main',
  'main:papers',
  'HEAD^{tree}',
  'a b',
  'main\nHEAD',
  'main\0',
  '$(touch pwned)',
  '`touch pwned`',
  'main; touch pwned',
  'gone',
  '0123456789012345678901234567890123456789',
]

/** The base's rules with one directive reworded. */
function reworded() {
  const rules = basePapers()
  rules.first![0]!.forms[0]!.words = 'anything'
  return rules
}

describe.skipIf(!hasGit)('with git', () => {
  test('what the branch changed is told, and not what the base did since', async () => {
    const root = gitRepository(filesOf())
    git(root, 'switch', '--quiet', 'main')
    const later = basePapers()
    later.second![0]!.forms[0]!.words = 'something else'
    writeFiles(root, filesOf(later))
    commitAll(root)
    git(root, 'switch', '--quiet', 'change')
    expect(await told(root)).toEqual([])
    expect((await told(root, main, reworded())).map(({ rule, line }) => [rule, line])).toEqual([
      ['directive-changed', 18],
    ])
  })

  test.each(['main', 'origin/main'])('a tag does not take the place of the branch %s', async (name) => {
    const root = gitRepository(filesOf())
    if (name !== 'main') git(root, 'update-ref', `refs/remotes/${name}`, 'main')
    writeFiles(root, filesOf(reworded()))
    commitAll(root)
    git(root, 'tag', name)
    const findings = await told(root, { ref: name, name, named: true }, reworded())
    expect(findings.map(({ rule }) => rule)).toEqual(['directive-changed'])
  })

  test('papers are looked for where the settings of the base have them', async () => {
    const root = gitRepository(filesOf(basePapers(), 'old/place'))
    expect(await told(root)).toEqual([])
    expect(await told(gitRepository(filesOf(basePapers(), '.')))).toEqual([])
  })

  test('in a folder of a larger repository, too', async () => {
    const inner = Object.entries(filesOf()).map(([name, text]) => [`inner/${name}`, text])
    const root = gitRepository(Object.fromEntries(inner))
    expect(await told(path.join(root, 'inner'))).toEqual([])
  })

  test.each<[string, Files]>([
    ['a paper that cannot be parsed', { 'papers/first.md': 'no paper' }],
    ['a paper that is no UTF-8', { 'papers/first.md': Uint8Array.of(0xff) }],
    [
      'a paper that nobody reads as one',
      { 'papers/first.md': '', 'papers/README.md': paperText('first', basePapers().first!) },
    ],
    [
      'a hidden paper',
      { 'papers/first.md': '', 'papers/.first.md': paperText('first', basePapers().first!) },
    ],
    [
      'a paper of a folder below',
      { 'papers/first.md': '', 'papers/a/first.md': paperText('first', basePapers().first!) },
    ],
  ])('%s counts as absent: its directives are new', async (_, files) => {
    const found = await told(gitRepository({ ...filesOf(), ...files }))
    expect(found).toHaveLength(6)
    expect(
      found.every(({ file, message }) => file === 'papers/first.md' && message.includes('is new since main')),
    ).toBe(true)
  })

  test.each(['rulebook.config.json', 'catalogue.json'])(
    'a broken %s of the base makes all new',
    async (name) => {
      expect(await told(gitRepository({ ...filesOf(), [name]: '{' }))).toHaveLength(12)
    },
  )

  test('odd names of papers hide no other', async () => {
    const odd = { 'papers/a\nb "c"\t.md': 'x', 'papers/zz\n.md': 'x', ':(glob)papers/first.md': 'x' }
    expect(await told(gitRepository({ ...filesOf(), ...odd }))).toEqual([])
  })

  test("the rulebook's heading is told, too", async () => {
    const [found] = await told(gitRepository(filesOf()), main, basePapers(), 'Do as you like')
    expect(found).toMatchObject({
      severity: 'note',
      file: 'rulebook.config.json',
      message:
        "Review the rulebook's heading, which changed since main, from “Python performance rules” to “Do as you like”",
    })
  })

  test('a base that is no commit here is refused, and does nothing', async () => {
    const root = gitRepository(filesOf())
    for (const ref of hostileRefs) {
      const refused = await told(root, { ref, name: ref, named: true }).catch((error) => error)
      expect.soft(refused.message, ref).toMatch(/^The base .* cannot be read \(/)
      const [warning, ...others] = await told(root, { ref, name: ref, named: false })
      expect.soft(warning, ref).toMatchObject({ rule: 'base-unread', severity: 'warning' })
      expect.soft(warning!.message, ref).not.toMatch(/\p{C}/u)
      expect.soft(others, ref).toEqual([])
    }
    expect(existsSync(path.join(root, 'pwned'))).toBe(false)
  })

  describe('nothing that a repository brings along is run:', () => {
    const run = (root: string) => `touch ${path.join(root, 'pwned')}`
    const script = (file: string, line: string) => {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, `#!/bin/sh\n${line}\nexit 1\n`)
      chmodSync(file, 0o755)
    }
    const attributes =
      '* diff=evil filter=evil merge=evil ident text eol=crlf working-tree-encoding=UTF-16 export-subst\n'

    test.each<[string, (root: string) => void]>([
      [
        'attributes with filters',
        (root) => {
          for (const key of [
            'filter.evil.smudge',
            'filter.evil.clean',
            'filter.evil.process',
            'diff.evil.textconv',
          ]) {
            git(root, 'config', key, run(root))
          }
          git(root, 'config', 'filter.evil.required', 'true')
        },
      ],
      ['a monitor of the file system', (root) => git(root, 'config', 'core.fsmonitor', run(root))],
      ['a pager', (root) => git(root, 'config', 'core.pager', run(root))],
      [
        'aliases',
        (root) => {
          for (const name of ['ls-tree', 'cat-file', 'rev-parse'])
            git(root, 'config', `alias.${name}`, `!${run(root)}`)
        },
      ],
      [
        'hooks',
        (root) => {
          for (const name of ['post-checkout', 'reference-transaction']) {
            script(path.join(root, '.git/hooks', name), run(root))
          }
        },
      ],
      [
        'a git of its own on the path',
        (root) => {
          script(path.join(root, 'git'), run(root))
          script(path.join(root, 'node_modules/.bin/git'), run(root))
          const places = [path.join(root, 'node_modules/.bin'), '.', '', process.env.PATH]
          vi.stubEnv('PATH', places.join(path.delimiter))
        },
      ],
      [
        'a monitor in the environment',
        (root) => {
          vi.stubEnv('GIT_CONFIG_COUNT', '1')
          vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor')
          vi.stubEnv('GIT_CONFIG_VALUE_0', run(root))
          vi.stubEnv('GIT_DIR', '/nowhere')
          vi.stubEnv('GIT_EXTERNAL_DIFF', run(root))
        },
      ],
    ])('%s', async (_, prepare) => {
      const root = gitRepository({ ...filesOf(), '.gitattributes': '' })
      writeFiles(root, { '.gitattributes': attributes, '.git/info/attributes': attributes })
      prepare(root)
      expect(await told(root)).toEqual([])
      expect(await told(root, main, reworded())).toHaveLength(1)
      expect(existsSync(path.join(root, 'pwned'))).toBe(false)
    })

    test('a git that is the only one', async () => {
      const root = gitRepository(filesOf())
      script(path.join(root, 'git'), run(root))
      vi.stubEnv('PATH', ['.', '', root].join(path.delimiter))
      await expect(told(root)).rejects.toThrow('there is no git on this machine')
      expect(existsSync(path.join(root, 'pwned'))).toBe(false)
    })

    test('a folder made up as a repository', async () => {
      const root = gitRepository({
        'inner/HEAD': 'ref: refs/heads/main\n',
        'inner/config': '[core]\n\tbare = true\n\trepositoryformatversion = 0\n',
        'inner/objects/x': '',
        'inner/refs/x': '',
      })
      await expect(told(path.join(root, 'inner'))).rejects.toThrow('cannot use bare repository')
    })

    test('a transport, for objects that are not in the clone', async () => {
      const root = gitRepository(filesOf())
      const partial = folderWith({})
      git(root, 'config', 'uploadpack.allowFilter', 'true')
      git(partial, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${root}`, 'clone')
      const clone = path.join(partial, 'clone')
      git(clone, 'config', 'remote.origin.url', `ext::${run(clone)}`)
      git(clone, 'config', 'protocol.allow', 'always')
      await expect(told(clone, { ref: 'origin/change', name: 'x', named: true })).rejects.toThrow(
        'cannot be read',
      )
      expect(existsSync(path.join(clone, 'pwned'))).toBe(false)
    })

    test('and a replaced commit is what it was', async () => {
      const root = gitRepository(filesOf())
      const before = git(root, 'rev-parse', 'main').trim()
      writeFiles(root, filesOf(reworded()))
      git(root, 'replace', before, commitAll(root))
      expect(await told(root, main, reworded())).toHaveLength(1)
    })
  })

  test('a shallow clone compares with the base as it is', async () => {
    const root = gitRepository(filesOf())
    commitAll(root)
    const folder = folderWith({})
    git(folder, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${root}`, 'clone')
    const found = await told(
      path.join(folder, 'clone'),
      { ref: 'refs/remotes/origin/main', name: 'origin/main', named: false },
      reworded(),
    )
    expect(found).toMatchObject([{ rule: 'directive-changed' }])
  })
})

test('outside of a repository nothing is compared unless somebody asked', async () => {
  const root = folderWith(filesOf())
  expect(await told(root, null)).toEqual([])
  await expect(told(root)).rejects.toThrow('The base main cannot be read (')
})

test.each<[string, Record<string, string>, string | null]>([
  ['no pull request', {}, null],
  ['an empty variable', { GITHUB_BASE_REF: '' }, null],
  ['GitHub', { GITHUB_BASE_REF: 'main' }, 'refs/remotes/origin/main'],
  ['a branch that looks like an option', { GITHUB_BASE_REF: '--help' }, 'refs/remotes/origin/--help'],
  ['GitLab', { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'dev', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc' }, 'abc'],
  ['GitLab without a commit', { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'dev' }, 'refs/remotes/origin/dev'],
  ['Bitbucket', { BITBUCKET_PR_DESTINATION_BRANCH: 'main' }, 'refs/remotes/origin/main'],
  ['Buildkite', { BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' }, 'refs/remotes/origin/main'],
  ['Azure Pipelines', { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/a/b' }, 'refs/remotes/origin/a/b'],
  ['Jenkins', { CHANGE_TARGET: 'main' }, 'refs/remotes/origin/main'],
])('the base by the environment of %s', (_, environment, ref) => {
  expect(baseOf(undefined, environment)?.ref ?? null).toBe(ref)
  expect(baseOf('v1', environment)).toEqual({ ref: 'v1', name: 'v1', named: true })
})
