import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')
const parse = (text: string) => parsePaper({ path: 'content/demo-domain.md', content: text }, catalogue)
const messagesOf = (text: string) => parse(text).file.messages.map(String)

test('a paper in order has no messages', () => {
  expect(messagesOf(content)).toEqual([])
})

test('a claim knows where its condition stands, and why its bound is what it is', () => {
  const claimOf = (text: string) => {
    const [claim] = parse(text).paper!.claims
    return claim!.kind === 'rank' ? null : { place: claim!.holdsPlace, why: claim!.why }
  }
  expect(claimOf(content)).toMatchObject({ place: { line: 10, column: 12 }, why: null })
  const reason = content.replace('holds: "> 2"', 'why: disks differ\n    holds: "> 2"')
  expect(claimOf(reason)).toMatchObject({ place: { line: 11, column: 12 }, why: 'disks differ' })
})

test.each([
  ['Every claim was tried on CPython 3.12\nand 3.13 as well and held there.', ['3.12', '3.13']],
  ['On Python 3.12 this held, too.', ['3.12']],
  ['It was measured with 3.13 as well.', ['3.13']],
  ['- Timed on CPython 3.10: no difference.', ['3.10']],
  ['Since CPython 3.11 the table is checked when something is raised.', []],
  ['This held up to 3.10, and from CPython 3.12 on it is measured elsewhere.', []],
  ['The source cites *20 ns*, measured on CPython 3.14.', []],
  ['CPython 3.12 inlines comprehensions. It was measured side by side.', []],
  ['On 3.11 a jump over the handler stands there.', []],
  ['```\ntried on CPython 3.12\n```', []],
  ['It was tried at 3.12 times the size.', []],
])('%j says what was tried on %j', (prose, versions) => {
  const text = content.replace('See [the rules]', `${prose}\n\nSee [the rules]`)
  expect(parse(text).paper?.triedOn.map(({ version }) => version)).toEqual(versions)
})

test('what was tried on a version stands at its place, references and evidence apart', () => {
  const text = content
    .replace('See [the rules]', 'Every claim was tried on CPython 3.12\nand 3.13 as well. See [the rules]')
    .replace('Somebody measured', 'Somebody measured on CPython 3.14')
    .replace('Will be written', 'Measured on CPython 3.9')
  expect(parse(text).paper?.triedOn).toMatchObject([
    { version: '3.12', place: { line: 60, column: 34 } },
    { version: '3.13', place: { line: 61, column: 5 } },
  ])
})

test('claims come in base units, with their benchmarks', () => {
  const { paper } = parse(content)
  expect(
    paper?.claims.map(({ id, kind, benchmarks, holds, cited }) => ({ id, kind, benchmarks, holds, cited })),
  ).toEqual([
    {
      id: 'demo-domain/slow-way',
      kind: 'ratio',
      benchmarks: ['demo-domain/slow', 'demo-domain/fast'],
      holds: { source: '> 2', low: { value: 2, inclusive: false }, high: null },
      cited: { value: 10, by: 'python-numbers' },
    },
    {
      id: 'demo-domain/saving',
      kind: 'saving',
      benchmarks: ['demo-domain/fast', 'demo-domain/slow'],
      holds: { source: '> 30%', low: { value: 0.3, inclusive: false }, high: null },
      cited: null,
    },
    {
      id: 'demo-domain/cost',
      kind: 'time',
      benchmarks: ['demo-domain/slow', 'demo-domain/fast'],
      holds: { source: '< 50 µs', low: null, high: { value: 50e-6, inclusive: false } },
      cited: null,
    },
    {
      id: 'demo-domain/weight-saved',
      kind: 'size',
      benchmarks: ['demo-domain/heavy', 'demo-domain/light'],
      holds: { source: '> 10 B', low: { value: 10, inclusive: false }, high: null },
      cited: null,
    },
    {
      id: 'demo-domain/order',
      kind: 'rank',
      benchmarks: ['demo-domain/fast', 'demo-domain/slow'],
      holds: 'demo-domain/fast',
      cited: null,
    },
  ])
})

test('a rule carries its directives, shortest first, and what it leans on', () => {
  const [rule, ...others] = parse(content).paper!.rules
  expect(others).toEqual([])
  expect(rule).toMatchObject({
    id: 'demo-domain/take-the-fast-way',
    weight: 3,
    effect: 'demo-domain/slow-way',
    claims: ['demo-domain/slow-way', 'demo-domain/order'],
  })
  expect(rule!.directives.map((directive) => directive.segments)).toEqual([
    [
      { type: 'text', value: "Don't go slow; go fast (" },
      { type: 'figure', target: { type: 'claim', id: 'demo-domain/slow-way' }, text: '5.0×' },
      { type: 'text', value: ').' },
    ],
    [
      { type: 'text', value: "Don't take the " },
      { type: 'text', value: 'slow way' },
      { type: 'text', value: ' with ' },
      { type: 'code', value: 'slow()' },
      { type: 'text', value: '; take ' },
      { type: 'code', value: 'fast()' },
      { type: 'text', value: ' instead (' },
      { type: 'figure', target: { type: 'claim', id: 'demo-domain/slow-way' }, text: '5.0×' },
      { type: 'text', value: ').' },
    ],
  ])
})

test.each([
  ['as it is', content],
  ['with a byte order mark', `\ufeff${content}`],
  ['with CRLF', content.replaceAll('\n', '\r\n')],
])('figures are found at their exact offsets: %s', (_, text) => {
  const { paper } = parse(text)
  expect(paper?.figures.map((figure) => text.slice(figure.start, figure.end))).toEqual(
    paper?.figures.map((figure) => figure.text),
  )
  // The evidence section belongs to the pipeline: its figures are not the author's.
  expect(paper?.figures.map((figure) => figure.text)).toEqual([
    '5.0×',
    '12 µs',
    '2.4 µs',
    '80%',
    '5.0×',
    '5.0×',
  ])
})

test('code examples are handed on, with the rule that they stand under', () => {
  const examples = (text: string) =>
    parse(text).paper?.examples.map(({ kind, code, rule }) => [kind, code, rule])
  const own = [
    ['bad', 'slow()', 'demo-domain/take-the-fast-way'],
    ['good', 'fast()', 'demo-domain/take-the-fast-way'],
  ]
  expect(examples(content)).toEqual(own)
  const block = '```python good\nother()\n```\n\n'
  const other = ['good', 'other()', null]
  expect(examples(content.replace('## Rules', `${block}## Rules`))).toEqual([other, ...own])
  expect(examples(content.replace('## Evidence', `## Traps\n\n${block}## Evidence`))).toEqual([...own, other])
})

test('a number that looks measured is warned of, and the paper is used all the same', () => {
  const { paper, file } = parse(
    content.replace('The source says *10×*.', 'It is 10× slower, 3.5 ns a call, 12 times as much; `5 ms`.'),
  )
  expect(paper).not.toBeNull()
  expect(file.messages.map((m) => [m.ruleId, m.fatal, m.reason.split(',')[0]])).toEqual([
    ['measured-number', false, 'Unexpected bare number “10×”'],
    ['measured-number', false, 'Unexpected bare number “3.5 ns”'],
    ['measured-number', false, 'Unexpected bare number “12 times as”'],
  ])
})

test.each([
  ['a version', 'CPython 3.11.7, orjson 3.10 and python3.12'],
  ['a date', 'On 2026-11-24, in the 1990s, since 24.11.2026'],
  ['code', '`10 ms` and `5×`'],
  ['a cited value', 'The source says *1,387×* and *28.2 µs*'],
  ['a plain count', 'In 8 processes of 40 passes, with 1,000 items and 100+ keys'],
  ['a cited value in a link', '[*350×*](y.md) as others say'],
  ['a name', 'utf-8, o200k_base and x86-64'],
])('%s is no measured number', (_, prose) => {
  const { file } = parse(content.replace('The source says *10×*.', `${prose}.`))
  expect(file.messages.map(String)).toEqual([])
})

test.each([
  '3×',
  '28 µs',
  '28µs',
  '1.5 ms',
  '2 s',
  '3 seconds',
  '40 milliseconds',
  '72 B',
  '72 bytes',
  '10 MiB',
  '37%',
  '37 percent',
  '2x',
  '10-fold',
  '3 times faster',
  '5-10×',
  '-5%',
  '20 x',
  '10 fold',
  '3 GiB',
  '[350×](y.md)',
  '[350×][y]\n\n[y]: z.md\n\n',
])('%s is', (number) => {
  const { file } = parse(content.replace('The source says *10×*.', `It is ${number} here.`))
  expect(file.messages.map((m) => m.ruleId)).toEqual(['measured-number'])
})

test.each([
  ['sizes and thresholds', 'lists of 1,000 items or 100+ keys, 3 x 4 of them'],
  ['versions and names', 'CPython 3.11, HTTP 1.1, utf-8 since 2026-11-24'],
  ['Python', '`range(10)`, `x in (1, 2, 3)`, `a[1:2]`, `0x1F`, `n % 10`, `10 % n` and `10%(n)`'],
  ['formats', '`%s`, `%-12s%8d`, `100 %d` and `{x:5.1%}`, also 3 `%s`'],
])('%s may stand in a directive', (_, words) => {
  const code = Array.from(words.matchAll(/`([^`]+)`/g), ([, span]) => span)
  const example = words.includes('%s') ? `f(${JSON.stringify(code.join(' '))})` : code.join('\n')
  const { paper, file } = parse(
    content.replace('go fast (', `go fast with ${words} (`).replace('\nfast()\n', `\nfast()\n${example}\n`),
  )
  expect(file.messages.map(String)).toEqual([])
  expect(paper).not.toBeNull()
})
