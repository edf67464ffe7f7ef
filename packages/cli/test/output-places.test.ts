import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { configSchema } from '../src/config.ts'
import { placeFaults } from '../src/output-places.ts'
import { isRecognised } from '../src/recognised-output.ts'
import { Repository } from './repository.ts'

describe('settings', () => {
  test.each([
    [{}, []],
    [{ catalogue: 'perf/catalogue.json', suites: 'perf', papers: 'perf/papers' }, []],
    [{ rulebook: '.cursor/rules/performance.mdc', runs: ['runs/*.json'] }, []],
    [{ rulebook: 'docs/../..x/RULES.md', pythonPath: ['.'] }, []],
    [{ rulebook: 'package.json' }, ['rulebook: unexpected package.json, expected a name that ends with .md']],
    [
      { evidence: '.github/workflows/ci.yml' },
      ['evidence: unexpected .github/workflows/ci.yml, expected a name that ends with .json'],
    ],
    [
      { evidence: './rulebook.config.json' },
      ['evidence: unexpected rulebook.config.json, which holds the settings'],
    ],
    [{ evidence: 'Rulebook.Config.JSON' }, ['which holds the settings']],
    [{ catalogue: '.git/config.json' }, ['catalogue: unexpected .git/config.json in .git']],
    [{ publishedRun: 'node_modules/x.json' }, ['in node_modules']],
    [{ publishedRun: '.rulebook/run.json' }, ['in .rulebook']],
    [{ papers: '.git' }, ['papers: unexpected .git in .git']],
    [{ pythonPath: ['src/.git/hooks'] }, ['pythonPath: unexpected src/.git/hooks in .git']],
    [
      { evidence: 'a.json', catalogue: 'x/../A.json' },
      ['catalogue: unexpected A.json, since evidence names a.json'],
    ],
    [
      { evidence: 'a.json', publishedRun: 'a.json/b.json' },
      ['publishedRun: unexpected a.json/b.json, since evidence names a.json'],
    ],
    [
      { rulebook: 'README.md', copies: ['./readme.md'] },
      ['rulebook: unexpected README.md, since copies names readme.md'],
    ],
    [
      { evidence: 'a.json/b.json', publishedRun: 'a.json' },
      ['evidence: unexpected a.json/b.json, since publishedRun'],
    ],
    [{ rulebook: 'papers/rules.md' }, ['rulebook: unexpected papers/rules.md among the papers']],
    [
      { requirements: 'lock.json', catalogue: 'lock.json' },
      ['catalogue: unexpected lock.json, since requirements names'],
    ],
    [
      { runs: ['*.json'] },
      ['evidence: unexpected RULEBOOK.evidence.json, which “*.json” of runs takes', 'catalogue: '],
    ],
  ])('%j', (settings, expected) => {
    const faults = placeFaults(configSchema.parse(settings))
    expect(faults).toHaveLength(expected.length)
    for (const [index, part] of expected.entries()) expect(faults[index]).toContain(part)
  })

  test.each([
    ['a\0b.md'],
    ['a\nb.md'],
    ['/etc/rules.md'],
    ['../rules.md'],
    ['a/../../rules.md'],
    ['C:\\rules.md'],
    ['C:rules.md'],
    ['docs\\rules.md'],
    [`${'a'.repeat(1001)}.md`],
  ])('the path %j is a fault of any setting', (file) => {
    for (const setting of ['rulebook', 'papers', 'suites', 'requirements', 'publishedRun']) {
      expect(configSchema.safeParse({ [setting]: file }).success).toBe(false)
    }
    for (const setting of ['runs', 'pythonPath', 'copies']) {
      expect(configSchema.safeParse({ [setting]: [file] }).success).toBe(false)
    }
  })

  test.each([1e308, 40_000, 0, -1])('%d days are a fault', (maxAgeDays) => {
    expect(configSchema.safeParse({ maxAgeDays }).success).toBe(false)
  })
})

const conflict = (text: string) => `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`

describe('what is there', () => {
  const ours = {
    rulebook: '# Any title\nMeasured on CPython 3.11, Linux x64, 2026-12.\n- Do it (2×).\n',
    evidence: '{\n "schema": "rulebook.evidence/1",\n "runs": []\n}\n',
    catalogue: '{\n  "schema": "rulebook.catalogue/1",\n  "benchmarks": []\n}\n',
    publishedRun: '{\n "schema": "rulebook.run/1",\n "id": "x"\n}\n',
  } as const
  const names = Object.keys(ours) as (keyof typeof ours)[]

  test.each(names)('a %s is known as itself and as no other', (setting) => {
    for (const other of names) expect(isRecognised(other, ours[setting], 'Rules')).toBe(other === setting)
  })

  test.each(names)('a %s that is broken counts as ours', (setting) => {
    const text = ours[setting]
    for (const broken of [
      '',
      ' \n',
      text.slice(0, 60),
      `\ufeff${text}`,
      text.replaceAll('\n', '\r\n'),
      conflict(text),
      text.replace(/\n/, '\n<<<<<<< HEAD\n'),
    ]) {
      expect(isRecognised(setting, broken, 'Rules'), JSON.stringify(broken)).toBe(true)
    }
  })

  test('a rulebook that was edited is known by the heading of the settings', () => {
    expect(isRecognised('rulebook', '# Rules\nDreamt on a cloud.\n', 'Rules')).toBe(true)
    expect(isRecognised('rulebook', '# Rules of mine\nDreamt on a cloud.\n', 'Rules')).toBe(false)
    expect(isRecognised('evidence', '# Rules\n', 'Rules')).toBe(false)
  })

  test('what others wrote is no output of ours', () => {
    for (const text of [
      '{ "name": "mine" }',
      '{ "name": "x", "schema": "rulebook.run/1" }',
      '# Notes\n\nMine.\n',
      '# Notes\nSome words. Measured on Monday.\n',
      'on: push\n',
      '\0\0\0',
      '[]',
      '0',
    ]) {
      for (const setting of names) expect(isRecognised(setting, text, 'Rules'), text).toBe(false)
    }
  })
})

/** Files of people, each named by what it is. */
const theirs: Record<string, string> = {
  'package.json': '{ "name": "theirs" }\n',
  'data/rules.json': '{ "rules": [1, 2] }\n',
  'NOTES.md': '# Notes\n\nWhat I think.\n',
  'docs/guide.markdown': '# Guide\n\nMeasured on nothing.\n',
}

test('no command writes over a file that it did not write, wherever settings aim', async () => {
  const setting = fc.constantFrom('rulebook', 'evidence', 'catalogue', 'publishedRun')
  const command = fc.constantFrom<string[]>(['distill'], ['rebuild'], ['measure'])
  await fc.assert(
    fc.asyncProperty(setting, fc.constantFrom(...Object.keys(theirs)), command, async (name, file, words) => {
      const repository = Repository.cloned()
      for (const [place, text] of Object.entries(theirs)) repository.write(place, text)
      repository.write('rulebook.config.json', JSON.stringify({ [name]: file }))
      const before = repository.contents()
      const { exitCode, stderr } = await repository.rulebook(words)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(file)
      expect(repository.contents()).toEqual(before)
    }),
    { numRuns: 6 },
  )
})

test('every foreign file is named before anything is measured', async () => {
  const repository = Repository.blank()
  repository.write('data.json', '{}')
  repository.write('NOTES.md', '# Mine\n')
  repository.write('rulebook.config.json', '{ "rulebook": "NOTES.md", "evidence": "data.json" }')
  const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('NOTES.md: unexpected content that rulebook did not write')
  expect(stderr).toContain('data.json: unexpected content that rulebook did not write')
})
