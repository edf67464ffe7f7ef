import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { writeAside } from '@rulebook/bench/whole-file'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { checkCommand } from '../../src/commands/check.ts'
import { distillCommand } from '../../src/commands/distill.ts'
import { exportCommand } from '../../src/commands/export.ts'
import { initCommand } from '../../src/commands/init.ts'
import { newCommand } from '../../src/commands/new.ts'
import { rebuildCommand } from '../../src/commands/rebuild.ts'
import type { Session } from '../../src/commands/session.ts'
import { syncCommand } from '../../src/commands/sync.ts'
import { watchCommand } from '../../src/commands/watch.ts'
import { asFailure } from '../../src/findings/as-failure.ts'
import { Failure } from '../../src/findings/failure.ts'
import { openWorkspace } from '../../src/repository/workspace.ts'
import { Output } from '../../src/terminal/output.ts'
import { Repository } from '../repository.ts'
import { copyTree, Outside, setTrap, snapshot, traps } from '../traps.ts'

const { signal } = new AbortController()
const output = new Output({ quiet: true })
const open = async (root: string, stop = signal): Promise<Session> => {
  return { workspace: await openWorkspace(root), output, signal: stop }
}

/** The commands that write, each as people give it. */
const commands: Record<string, (root: string) => Promise<unknown>> = {
  distill: async (root) => distillCommand(await open(root), {}),
  sync: async (root) => syncCommand(await open(root)),
  export: async (root) => exportCommand(await open(root), { format: 'agents' }),
  init: (root) => initCommand(root, output, signal),
  check: async (root) => checkCommand(await open(root)),
  'new suite': async (root) => newCommand(await open(root), 'suite', 'new-domain'),
  'new paper': async (root) => newCommand(await open(root), 'paper', 'adding-numbers'),
  rebuild: async (root) => rebuildCommand(await open(root), {}),
  // One pass, and no more.
  watch: async (root) => watchCommand(await open(root, AbortSignal.abort())),
}

/** Places that commands write, empty or remove. */
const places = [
  'RULEBOOK.md',
  'RULEBOOK.evidence.json',
  'rulebook.catalogue.json',
  'rulebook.config.json',
  'runs',
  'runs/published.json',
  'papers',
  'papers/adding-numbers.md',
  'papers/copying-lists.md',
  'suites',
  'suites/python',
  'suites/python/new-domain.py',
  'AGENTS.md',
  'COPY.md',
  '.gitignore',
  '.gitattributes',
  '.rulebook',
  ...[
    'made-by-rulebook.json',
    'run.json',
    'journal.jsonl',
    'stamp.json',
    'papers',
    'lock',
    'work',
    'venv-x',
  ].map((name) => `.rulebook/${name}`),
]

/** A repository with files of people, in which there is something to write for every command. */
function prepared(): Repository {
  const repository = Repository.published()
  repository.write('COPY.md', 'before\n<!-- rulebook:start -->\n<!-- rulebook:end -->\nafter\n')
  repository.write(
    'rulebook.config.json',
    '{ "title": "Other rules", "effort": "quick", "copies": ["COPY.md"] }\n',
  )
  repository.write('RULEBOOK.md.tmp', 'mine\n')
  repository.write('notes/mine.md', 'mine\n')
  repository.write('papers/README.md', 'mine\n')
  return repository
}

/** What people wrote, by path; the pipeline adds to some of it and takes nothing away. */
const isPeoples = (file: string) =>
  /^(?:notes|papers|suites)\/|(?:^|\/)mine\.md$|inside\.md$|\.tmp$/.test(file) &&
  !/^\.rulebook\/(?:work|papers)/.test(file)

beforeEach(() => {
  // Without Python nothing is measured, and a command takes a moment.
  vi.stubEnv('PATH', '/nonexistent')
  vi.stubEnv('RULEBOOK_PYTHON', undefined)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('no command reaches through a trap, waits at one, or takes away what people wrote', async () => {
  const repository = prepared()
  const pristine = `${repository.root}-pristine`
  const kinds = [...Object.keys(traps), 'second name outside']
  copyTree(repository.root, pristine)
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom(...kinds),
        fc.constantFrom(...Object.keys(commands)),
        async (place, kind, command) => {
          rmSync(repository.root, { recursive: true, force: true })
          copyTree(pristine, repository.root)
          const outside = new Outside()
          vi.stubEnv('PATH', '/usr/bin:/bin')
          setTrap(kind, repository.path(place), outside)
          vi.stubEnv('PATH', '/nonexistent')
          const [before, theirs] = [snapshot(repository.root), snapshot(outside.folder)]
          await commands[command]!(repository.root).catch(async (error) => {
            // Whatever is wrong is told in a line or two.
            const told = await asFailure(error)
            if (!(told instanceof Failure)) throw error
          })
          expect(snapshot(outside.folder)).toEqual(theirs)
          const after = snapshot(repository.root)
          for (const [file, content] of Object.entries(before)) {
            if (content.startsWith('-> ') || content === 'other') expect(after[file], file).toBe(content)
            // A link in people's place is written through: all that was there stays.
            else if (isPeoples(file)) expect(after[file], file).toContain(content)
          }
        },
      ),
      { numRuns: tries(120) },
    )
  } finally {
    rmSync(pristine, { recursive: true, force: true })
  }
})

describe('a folder of local state that is a link', () => {
  test.each(Object.keys(commands).filter((name) => name !== 'check'))(
    'to the repository itself is refused by %s, and every byte stays',
    async (command) => {
      const repository = prepared()
      repository.remove('.rulebook')
      symlinkSync('.', repository.path('.rulebook'))
      repository.write('work/process-1/mine.md', 'mine\n')
      repository.write('venv-x/mine.md', 'mine\n')
      const before = snapshot(repository.root)
      const attempt = commands[command]!(repository.root)
      // A watch tells what is wrong and goes on.
      if (command !== 'watch') {
        await expect(attempt).rejects.toThrow(
          '.rulebook: unexpected link to ., expected a folder that rulebook made; move it away',
        )
      } else await attempt
      expect(snapshot(repository.root)).toEqual(before)
    },
  )

  test.each(Object.keys(commands))('to a folder outside keeps %s from touching it', async (command) => {
    const repository = prepared()
    const outside = new Outside()
    repository.remove('.rulebook')
    symlinkSync(outside.folder, repository.path('.rulebook'))
    const before = snapshot(outside.folder)
    await commands[command]!(repository.root).catch(() => {})
    expect(snapshot(outside.folder)).toEqual(before)
  })
})

describe('a link where the pipeline writes', () => {
  test.each(['RULEBOOK.md', 'RULEBOOK.evidence.json', 'COPY.md', 'runs', 'papers/adding-numbers.md'])(
    'in place of %s is named with its target, and nothing is written',
    async (place) => {
      const repository = prepared()
      const outside = new Outside()
      // There is something to write in each.
      repository.edit('papers/adding-numbers.md', '](#', 'x](#')
      const text = repository.text(place === 'runs' ? 'runs/published.json' : place)!
      writeFileSync(outside.path('file.txt'), text)
      mkdirSync(outside.path('runs'))
      writeFileSync(outside.path('runs/published.json'), text)
      rmSync(repository.path(place), { recursive: true })
      const target = outside.path(place === 'runs' ? 'runs' : 'file.txt')
      symlinkSync(target, repository.path(place))
      const before = [snapshot(repository.root), snapshot(outside.folder)]
      const attempt = async () => distillCommand(await open(repository.root), { exact: true })
      await expect(attempt()).rejects.toThrow(Failure)
      const after = [snapshot(repository.root), snapshot(outside.folder)]
      expect(
        Object.keys(after[0]!).filter(
          (file) => after[0]![file] !== before[0]![file] && !file.startsWith('.rulebook'),
        ),
      ).toEqual([])
      expect(after[1]).toEqual(before[1])
    },
  )
})

describe('links that stay in the repository are written through', () => {
  test('of a copy, as CLAUDE.md to AGENTS.md', async () => {
    const repository = prepared()
    repository.remove('COPY.md')
    repository.write('notes/AGENTS.md', 'before\n<!-- rulebook:start -->\n<!-- rulebook:end -->\nafter\n')
    symlinkSync('notes/AGENTS.md', repository.path('COPY.md'))
    await commands.distill!(repository.root)
    expect(repository.read('notes/AGENTS.md')).toMatch(/^before\n[\s\S]*# Other rules[\s\S]*\nafter\n$/)
    expect(snapshot(repository.root)['COPY.md']).toBe('-> notes/AGENTS.md')
  })

  test('of the folder of papers', async () => {
    const repository = prepared()
    const moved = path.join(repository.root, 'docs')
    mkdirSync(moved)
    renameSync(repository.path('papers'), path.join(moved, 'papers'))
    symlinkSync('docs/papers', repository.path('papers'))
    const figure = /\[([^\]]+)\]\(#/.exec(repository.read('papers/finding-things.md'))![0]
    repository.edit('papers/finding-things.md', figure, '[?](#')
    await commands.distill!(repository.root)
    expect(repository.read('docs/papers/finding-things.md')).toContain(figure)
  })
})

describe('temporary files', () => {
  test('of a write that was killed are removed by the next command, and those of others stay', async () => {
    const repository = prepared()
    const { sign } = (await open(repository.root)).workspace
    const left = ['.', 'runs', 'papers', '.rulebook'].map((folder) =>
      writeAside(repository.path(folder), 'half', 0o666, sign),
    )
    const strangers = [
      '.rulebook-0123456789abcdef-0123456789abcdef.tmp',
      'RULEBOOK.evidence.json.tmp',
      'papers/x.tmp',
    ]
    for (const file of strangers) repository.write(file, 'mine\n')
    await commands.distill!(repository.root)
    const after = snapshot(repository.root)
    for (const file of left) expect(after[path.relative(repository.root, file)]).toBeUndefined()
    for (const file of strangers) expect(after[file]).toBe('mine\n')
  })
})
