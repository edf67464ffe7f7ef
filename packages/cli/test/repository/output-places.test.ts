import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { placeFaults } from '../../src/repository/output-places.ts'
import { type Head, isRecognised } from '../../src/repository/recognised-output.ts'
import { repeatedKeys } from '../../src/repository/repeated-keys.ts'
import { configSchema } from '../../src/repository/settings.ts'
import { Repository } from '../repository.ts'

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
    [{ rulebook: 'RULES.md/' }, ['rulebook: unexpected RULES.md/, expected a name that ends with .md']],
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
    [`${'a/'.repeat(500)}b.md`],
    [`${'a'.repeat(253)}.md`],
    [`${'é'.repeat(127)}.md`],
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

  test('more memory than a machine could have is a fault', () => {
    expect(configSchema.safeParse({ memoryGigabytes: 1e308 }).success).toBe(false)
  })

  test('patterns of runs are many or long, not both', () => {
    const named = (count: number, length: number) =>
      configSchema.safeParse({ runs: Array.from({ length: count }, () => 'a'.repeat(length)) }).success
    expect([named(100, 20), named(8, 250), named(100, 250)]).toEqual([true, true, false])
  })

  test.each([
    ['{}', []],
    ['{ "a": ["a", "a"], "b": "a", "c": { "a": 1 } }', []],
    ['{ "a": "\\"a\\":", "b": ",\\"a\\":" }', []],
    ['{ "a": 1, "b": 2, "a" : 3, "a": 4 }', ['a']],
    ['{ "rulebook": 1, "rule\\u0062ook": 2 }', ['rulebook']],
    ['{ "__proto__": {}, "__proto__": {} }', ['__proto__']],
  ])('keys that stand twice in %s: %j', (json, expected) => {
    expect(repeatedKeys(json)).toEqual(expected)
  })

  test('long texts are looked through once', () => {
    for (const text of ['a'.repeat(900_000), '\\n'.repeat(450_000)]) {
      expect(repeatedKeys(`{ "a": "${text}" , "b": ["${text}"], "a": 1 }`)).toEqual(['a'])
    }
  })

  test('of a setting that stands there twice none is taken', async () => {
    const repository = Repository.blank()
    repository.write('rulebook.config.json', '{ "rulebook": "RULEBOOK.md", "rulebook": "OTHER.md" }')
    const { exitCode, stderr } = await repository.rulebook(['distill'])
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('Unexpected second “rulebook”, expected one; delete the other'),
    })
  })
})

const all = (text: string): Head => ({ text, whole: true })
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
    for (const other of names) expect(isRecognised(other, all(ours[setting]))).toBe(other === setting)
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
      `<<<<<<< ours\n${text}=======\nmine\n>>>>>>> theirs\n`,
      `<<<<<<< ours\nmine\n||||||| base\nmine\n=======\n${text}>>>>>>> theirs\n`,
    ]) {
      expect(isRecognised(setting, all(broken)), JSON.stringify(broken)).toBe(true)
    }
  })

  test('a rulebook whose words were edited is known by what it was measured on', () => {
    expect(
      isRecognised('rulebook', all('# Mine\nDreamt on CPython 3.11, Linux x64, 2026-12.\n- Do it.\n')),
    ).toBe(true)
    expect(isRecognised('rulebook', all('# Rules\nDreamt on a cloud.\n- Do it.\n'))).toBe(false)
  })

  test('what others wrote is no output of ours', () => {
    for (const text of [
      '{ "name": "mine" }',
      '{ "name": "x", "schema": "rulebook.run/1" }',
      '# Notes\n\nMine.\n',
      '# Notes\nSome words. Measured on Monday.\n',
      '# Notes\n\nMeasured on Monday.\n',
      '# Benchmarks\n\nMeasured on a MacBook Pro with CPython 3.11, macOS, 2026-12.\n',
      '# Benchmarks\nMeasured on CPython 3.11, Linux x64.\n',
      '# Benchmarks\nMeasured on CPython 3.11, macOS, 2026-12.\n',
      '# Benchmarks\nMeasured on CPython 3.11, Linux x64, 2026-12.\n\nMy notes.\n',
      '=======\n=======\nmine\n',
      conflict('mine\n'),
      'on: push\n',
      '\0\0\0',
      '[]',
      '0',
    ]) {
      for (const setting of names) expect(isRecognised(setting, all(text)), text).toBe(false)
    }
  })

  test('a rulebook of several machines is ours', () => {
    const header = 'Measured on CPython 3.9/3.13, Linux x64; PyPy 7.3, macOS arm64, 2026-12.\n'
    expect(isRecognised('rulebook', all(`# Rules\n${header}`))).toBe(true)
  })

  test('a title that is in conflict makes a rulebook no less ours', () => {
    const [title, ...lines] = ours.rulebook.split('\n')
    const text = `${conflict(`${title}\n`)}${lines.join('\n')}`
    expect(isRecognised('rulebook', all(text))).toBe(true)
  })

  test('blank lines are an empty file only where nothing follows', () => {
    expect(isRecognised('rulebook', { text: '\n\n', whole: true })).toBe(true)
    expect(isRecognised('rulebook', { text: '\n\n', whole: false })).toBe(false)
  })
})

/** Files of people, each named by what it is. */
const theirs: Record<string, string> = {
  'package.json': '{ "name": "theirs" }\n',
  'data/rules.json': '{ "rules": [1, 2] }\n',
  'NOTES.md': '# Notes\n\nWhat I think.\n',
  'docs/guide.markdown': '# Guide\n\nMeasured on nothing.\n',
  // More blank lines than are looked at.
  'docs/blank.md': `${'\n'.repeat(5000)}# Mine\n`,
  'data/blank.json': `${'\n'.repeat(5000)}[1]\n`,
}

test('no command writes over a file that it did not write, wherever settings aim', async () => {
  const setting = fc.constantFrom('rulebook', 'evidence', 'catalogue', 'publishedRun')
  const command = fc.constantFrom<string[]>(['distill'], ['rebuild'], ['measure'])
  await fc.assert(
    fc.asyncProperty(setting, fc.constantFrom(...Object.keys(theirs)), command, async (name, file, words) => {
      const repository = Repository.cloned()
      for (const [place, text] of Object.entries(theirs)) repository.write(place, text)
      const [title = 'Rules'] = /(?<=^# ).*/m.exec(theirs[file]!) ?? []
      repository.write('rulebook.config.json', JSON.stringify({ title, [name]: file }))
      const before = repository.contents()
      const { exitCode, stderr } = await repository.rulebook(words)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(file)
      expect(repository.contents()).toEqual(before)
    }),
    {
      numRuns: tries(8),
      examples: [
        ['rulebook', 'docs/guide.markdown', ['distill']],
        ['rulebook', 'docs/blank.md', ['rebuild']],
        ['evidence', 'data/blank.json', ['distill']],
      ],
    },
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

test('a folder in the place of an output is named before anything is measured', async () => {
  const repository = Repository.blank()
  repository.write('RULEBOOK.md/mine.txt', 'mine')
  const { exitCode, stdout, stderr } = await repository.rulebook(['rebuild'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('RULEBOOK.md: unexpected folder, expected a file; move it away')
})

test('a name that is longer than the system takes ends in a sentence', async () => {
  const repository = Repository.cloned()
  const { exitCode, stderr } = await repository.rulebook(['check', '--run', `${'a'.repeat(300)}.json`])
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.not.stringContaining('defect') })
})

test('a name may begin with two dots', async () => {
  const repository = Repository.cloned()
  repository.write('..run.json', repository.read('runs/published.json'))
  const { stderr } = await repository.rulebook(['check', '--run', '..run.json'])
  expect(stderr).not.toContain('outside')
})
