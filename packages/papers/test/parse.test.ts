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
      kind: 'percent',
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

test('code examples are handed on', () => {
  expect(parse(content).paper?.examples.map(({ kind, code }) => [kind, code])).toEqual([
    ['bad', 'slow()'],
    ['good', 'fast()'],
  ])
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
