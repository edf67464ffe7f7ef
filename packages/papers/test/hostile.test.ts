import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { tries } from '../../../scripts/properties.ts'
import { Faults } from '../src/faults/fault.ts'
import { parsePaper } from '../src/index.ts'
import { withinLimits } from '../src/read/within-limits.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')
const [, frontmatter] = content.split(/^---\n/m)
const parse = (text: string) => parsePaper({ path: 'demo-domain.md', content: text }, catalogue)
const withBody = (body: string) => `---\n${frontmatter}---\n${body}`

/** What would take a parser long, or all the memory there is, and what it is refused for. */
const oversized: Record<string, [text: string, rule: string]> = {
  'a file of 10 MB': ['x'.repeat(10_000_000), 'limit-size'],
  'a file of 10 MB in short lines': ['x\n'.repeat(5_000_000), 'limit-size'],
  '10,000-deep quotes': [withBody('>'.repeat(10_000)), 'limit-depth'],
  '10,000-deep quotes over lines': [withBody(`${'> '.repeat(30)}x\n`.repeat(1000)), 'limit-markup'],
  '10,000-deep lists': [withBody('- '.repeat(5_000)), 'limit-depth'],
  'lists nested by indentation': [
    withBody(Array.from({ length: 200 }, (_, n) => `${' '.repeat(2 * n)}- x`).join('\n')),
    'limit-depth',
  ],
  'deep brackets': [withBody('['.repeat(9_000)), 'limit-depth'],
  'brackets over lines': [withBody('[\n'.repeat(3_000)), 'limit-markup'],
  'deep emphasis': [withBody('*a '.repeat(3_000)), 'limit-depth'],
  'emphasis over lines': [withBody('_a *b \n'.repeat(3_000)), 'limit-markup'],
  'lazy quotes': [withBody('> \na\n'.repeat(6_000)), 'limit-markup'],
  'a million figure links': [withBody('[1×](#saving)\n'.repeat(1_000_000)), 'limit-size'],
  'as many figure links as fit': [withBody('[1×](#a)\n\n'.repeat(3_001)), 'limit-markup'],
  'a line without end': [withBody('word '.repeat(20_000)), 'limit-line'],
  'deep flow collections': [`---\ntitle: ${'['.repeat(1_000)}\n---\n`, 'limit-depth'],
  'many open braces over lines': [`---\ntitle: ${'{\n'.repeat(1_000)}\n---\n`, 'limit-frontmatter'],
  '3,000 parentheses': [
    content.replace('slow / fast', `${'('.repeat(3_000)}slow${')'.repeat(3_000)}`),
    'expression-size',
  ],
}

test.each(Object.entries(oversized))('%s: refused', (_, [text, rule]) => {
  const { paper, file } = parse(text)
  expect(paper).toBeNull()
  expect(file.messages.map((m) => m.ruleId)).toContain(rule)
})

/** Pieces that are slow to parse when there are many of them; each repeated up to every limit. */
const slowest = {
  emphasis: '_a*b\n',
  brackets: '[[]]\n',
  references: '[a][b]\n',
  images: '![a](b)\n',
  'lazy quotes': '> \na\n',
  lists: '* * * a\n',
  'lazy lists': '- - a\nb\n',
  underlines: 'a\n\n-\n',
  definitions: '[a]: b\n',
  tables: '|a|b|\n|-|-|\n|c|\n',
  examples: '```python bad\n(\n```\n',
  strings: '```python bad\nf"{x\n```\n',
  figures: '[1×](#savin)\n\n',
  rules: '### a\n\n> [1×](#savin)\n\n',
}

test.each(Object.entries(slowest))(
  '%s up to every limit keep the parser busy for a bounded multiple of the time that prose takes',
  (_, piece) => {
    const many = largest((times) => withBody(`## Rules\n\n${piece.repeat(times)}`))
    const prose = withBody('A line of prose with `code`, *emphasis* and [a link](x).\n\n'.repeat(700))
    const baseline = timeOf(prose)
    expect(timeOf(many)).toBeLessThan(baseline * 60)
  },
  60_000,
)

test.each([
  ['digits', '1234567890'],
  ['decimals', '1.234567890e1'],
  ['powers', '10^10'],
])('long rows of %s take about the time that words do', (_, piece) => {
  const lines = (text: string) => withBody(`${text.repeat(Math.floor(9_900 / text.length))}\n`.repeat(12))
  expect(timeOf(lines(piece))).toBeLessThan(20 * timeOf(lines('some words ')))
})

/** The largest text of its kind that is not refused before it is parsed. */
function largest(text: (times: number) => string): string {
  let [fits, not] = [1, 100_000]
  while (not - fits > 1) {
    const middle = Math.floor((fits + not) / 2)
    const faults = new Faults(new VFile())
    if (withinLimits(text(middle), faults)) fits = middle
    else not = middle
  }
  return text(fits)
}

/** Milliseconds; the shorter of two tries. */
function timeOf(text: string): number {
  const times = [1, 2].map(() => {
    const start = performance.now()
    parse(text)
    return performance.now() - start
  })
  return Math.min(...times)
}

test.each(['js', 'javascript', 'coffee', 'json', 'toml', ' yaml', 'js\u0000'])(
  'a ---%s fence runs nothing',
  (language) => {
    const code = `---${language}\n{ get title() { globalThis.wasRun = true } }\n---\n`
    const { paper, file } = parse(code)
    expect(paper).toBeNull()
    expect(file.messages.map((m) => m.ruleId)).toContain('frontmatter-language')
    expect(globalThis).not.toHaveProperty('wasRun')
  },
)

test('keys of the prototype do no harm', () => {
  const { paper } = parse(
    content.replace('title:', '__proto__: { polluted: true }\nconstructor: { x: 1 }\ntitle:'),
  )
  expect(paper).toBeNull()
  expect({}).not.toHaveProperty('polluted')
  const claim = parse(content.replace('  slow-way:', '  __proto__:'))
  expect(claim.paper).toBeNull()
})

test('no input makes the parser throw', () => {
  const snippets = fc.constantFrom(
    '---',
    '\n',
    '\r\n',
    '\ufeff',
    '> ',
    '## Rules\n',
    '### x\n',
    '[1×](#saving)',
    '[1×](bench:slow)',
    '`',
    '```python bad\n',
    ': ',
    '"',
    "'",
    '{',
    '[',
    '&a ',
    '*a',
    '!!x ',
    '<<: ',
    'claims:\n  a: ',
    'value: ',
    '<b>',
    '| a |',
    '\u202e',
    '\ud800',
    '__proto__: ',
  )
  const soup = fc
    .array(fc.oneof(snippets, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 })
    .map((parts) => parts.join(''))
  const edited = fc
    .tuple(fc.nat(content.length), fc.nat(40), soup)
    .map(([at, cut, put]) => content.slice(0, at) + put + content.slice(at + cut))
  fc.assert(
    fc.property(
      fc.oneof(
        soup,
        soup.map((s) => `---\n${s}`),
        soup.map(withBody),
        edited,
      ),
      (text) => {
        const { paper, file } = parse(text)
        expect(paper === null).toBe(file.messages.some((message) => message.fatal))
        for (const message of file.messages) expect(message.line).toBeGreaterThan(0)
      },
    ),
    { numRuns: tries(1500) },
  )
})
