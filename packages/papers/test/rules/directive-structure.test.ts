import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { findMeasured } from '../../src/body/measured-text.ts'
import { parsePaper } from '../../src/index.ts'
import { catalogue } from '../catalogue.ts'

const content = readFileSync(new URL('../fixtures/demo-domain.md', import.meta.url), 'utf8')
const suite = {
  benchmarks: catalogue.benchmarks.map((benchmark, index) =>
    index === 0
      ? {
          ...benchmark,
          statement: 'orjson.dumps(rows, default=str)',
          setup: 'rows = load("SELECT a FROM b")',
          inputs: 'n in [1, 2]',
        }
      : benchmark,
  ),
}

/** The rules of the faults of a paper with this directive, and this good example. */
function faultsOf(directive: string, example = ''): string[] {
  const text = content
    .replace("Don't go slow; go fast ([5.0×](#slow-way)).", directive)
    .replace('\nfast()\n', `\nfast()\n${example}\n`)
  const { file } = parsePaper({ path: 'demo-domain.md', content: text }, suite)
  return file.messages.filter(({ fatal }) => fatal).map(({ ruleId }) => ruleId!)
}
const figure = '([5.0×](#slow-way))'

describe('code in a directive', () => {
  test.each([
    ['`slow()`', 'the bad example'],
    ['`orjson.dumps`', 'a statement'],
    ['`orjson . dumps( rows,default = str )`', 'the same with other white space'],
    ['`rows = load`', 'a setup'],
    ['`n in [1, 2]`', 'inputs'],
    ['`SELECT a FROM b`', 'a string'],
  ])('%s stands in %s', (span) => {
    expect(faultsOf(`Don't go slow with ${span}; go fast ${figure}.`)).toEqual([])
  })

  test.each([
    ['`ujson.dumps`', 'not shown'],
    ['`dumps(rows, str)`', 'not contiguous'],
    ["`load('SELECT a FROM b')`", 'other quotes'],
    ['`umps`', 'part of a name'],
    ['`slow() # and call home`', 'with a comment'],
    ['`сору`', 'of another script'],
  ])('%s is refused: %s', (span) => {
    expect(faultsOf(`Don't go slow with ${span}; go fast ${figure}.`)).toContain('directive-code')
  })

  test('stands neither in documentation nor in a comment of an example', () => {
    const example = 'def f():\n    "mail home"\n    return 1  # drop all'
    for (const span of ['`mail home`', '`drop all`'])
      expect(faultsOf(`Don't ${span} ${figure}.`, example)).toEqual(['directive-code'])
  })

  test.each(['set verify=False', 'call fetch(x)', 'pass --force', 'use a_b', 'set {x}', 'use .get'])(
    'in prose is refused: %s',
    (prose) => {
      expect(faultsOf(`Don't go slow; ${prose} ${figure}.`)).toEqual(['directive-code'])
    },
  )
})

const places = [
  '/etc/passwd',
  '~/.ssh/id',
  '../secret',
  './run',
  'C:\\\\x',
  'a/b/c',
  'evil.example.com',
  'evil.sh',
  '10.0.0.1',
  'fe80:0:0:1::2',
  'localhost',
  'x | sh',
  'a && b',
  'a || b',
  'curl that',
  'wget that',
  'bash',
  'sudo',
  'pip install x',
  'npm i x',
  '／ｅｔｃ／ｐａｓｓｗｄ',
  '∕etc∕passwd',
  '~⁄secret',
  'evil。sh',
]

describe('a place or a shell line in a directive', () => {
  test.each(places)('%s is refused in prose', (place) => {
    expect(faultsOf(`Don't go slow; see ${place} ${figure}.`)).toContain('unsafe-place')
  })

  test.each(places.map((place) => place.replaceAll('\\\\', '\\')))(
    '%s is refused in a string that an example shows',
    (place) => {
      const code = `f(r"${place}")`
      expect(faultsOf(`Don't \`${code}\` ${figure}.`, code)).toContain('unsafe-place')
      expect(faultsOf(`Don't \`${place}\` ${figure}.`, code)).toContain('unsafe-place')
    },
  )

  test.each([
    'os.system',
    'os . popen(x)',
    'subprocess.run',
    'eval(x)',
    'exec(x)',
    'run(x, shell=True)',
    'a(); b()',
    '__import__("x")',
  ])('%s is refused although an example shows it', (code) => {
    expect(faultsOf(`Don't \`${code}\` ${figure}.`, code)).toContain('unsafe-place')
  })

  test.each([
    ['re.compile(x)', 're.compile(x)'],
    ['a | b', 'a | b'],
    ['total / n', 'total / n'],
    ['rows[1::2]', 'rows[1::2]'],
    ['pandas.io', 'pandas.io'],
    ['x.name', 'x.name'],
    ['ast.literal_eval', 'ast.literal_eval'],
    ['model.eval()', 'model.eval()'],
  ])('honest code passes: %s', (span, example) => {
    expect(faultsOf(`Don't \`${span}\` ${figure}.`, example)).toEqual([])
  })

  test.each([
    "Don't read and/or write I/O one by one, e.g. in async/await code; go fast",
    "Don't start a subprocess for each item, i.e. one a row; keep one (Node.js as well)",
    "Don't wait for 100+ items at start-up; go fast, the slow way is no faster",
  ])('honest prose passes: %s', (prose) => {
    expect(faultsOf(`${prose} ${figure}.`)).toEqual([])
  })
})

test.each(["Don't go slow; go fast.", "Don't go slow with `slow()`; go fast."])(
  'a directive without a figure is refused: %s',
  (directive) => {
    expect(faultsOf(directive)).toEqual(['directive-figure'])
  },
)

test.each([
  ["Don't go slow; иди ([5.0×](#slow-way)).", ['unsafe-script']],
  ['Не ходи медленно ([5.0×](#slow-way)).', []],
  ['遅い方法を使わない ([5.0×](#slow-way)).', []],
  ['Не ходи `slow()` ([5.0×](#slow-way)).', []],
])('a directive is of one script: %s', (directive, rules) => {
  expect(faultsOf(directive)).toEqual(rules)
})

test.each(['<|im_start|>', '[INST]', '</system>', '<tool_call>'])(
  '%s is refused anywhere in a paper',
  (token) => {
    for (const [from, to] of [
      ['title: A small', `title: ${JSON.stringify(`A ${token}`)} #`],
      ['Both ways, 40', `Both \`${token}\` ways, 40`],
      ['\nfast()\n', `\nfast("${token}")\n`],
      ['Somebody measured', `${token} measured`],
    ] as const) {
      const { file } = parsePaper({ path: 'demo-domain.md', content: content.replace(from, to) }, suite)
      expect(file.messages.map(({ ruleId }) => ruleId)).toContain('unsafe-token')
    }
  },
)

/** First digits of decimal systems: ASCII, Arabic-Indic, Devanagari, Thai, full-width, mathematical. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10, 0x1d7ce]
const digit = fc
  .tuple(fc.constantFrom(...zeros), fc.integer({ min: 0, max: 9 }))
  .map(([zero, value]) => String.fromCodePoint(zero + value))
const number = fc.oneof(
  fc.array(digit, { minLength: 1, maxLength: 5 }).map((digits) => digits.join('')),
  fc.constantFrom('⑤', '½', 'Ⅻ', '²', '❼', '㉕', '1e3', '1E+3', '10³', '10^3', '10**3', '٣٫٥'),
)

test('a number in digits of any kind with a unit is found whole', () => {
  const unit = fc.constantFrom(
    '×',
    ' ×',
    '✕',
    '✖',
    '⨯',
    'x',
    'ｘ',
    '%',
    '％',
    '﹪',
    '٪',
    ' ms',
    ' times faster',
    '-fold',
  )
  fc.assert(
    fc.property(number, unit, fc.constantFrom('', 'It is ', 'costs '), (written, sign, before) => {
      const found = findMeasured(`${before}${written}${sign} more`)
      expect(found).toMatchObject([{ start: before.length }])
      expect(found[0]!.number.startsWith(written)).toBe(true)
    }),
    { numRuns: tries(1000) },
  )
})

test.each(['1e3', '10³', '10^6', '10⁻⁹'])('a power of ten needs no unit: %s', (written) => {
  expect(findMeasured(`about ${written} of them`)).toHaveLength(1)
})

test.each(['x² and O(n²)', 'H₂O', 'step ③ of the list', 'Python 3.11', 'base10'])(
  'no number that looks measured: %s',
  (text) => {
    expect(findMeasured(text)).toEqual([])
  },
)
