import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')
const [, frontmatter] = content.split(/^---\n/m)
const parse = (text: string) => parsePaper({ path: 'demo-domain.md', content: text }, catalogue)
const withBody = (body: string) => `---\n${frontmatter}---\n${body}`

test.each([
  ['a file of 10 MB', 'x'.repeat(10_000_000), 'limit-size'],
  ['10,000-deep quotes', withBody('>'.repeat(10_000)), 'limit-depth'],
  ['10,000-deep lists', withBody('- '.repeat(4_000)), 'limit-depth'],
  [
    'lists nested by indentation',
    withBody(Array.from({ length: 400 }, (_, n) => `${' '.repeat(2 * n)}- x`).join('\n')),
    'limit-depth',
  ],
  ['deep brackets', withBody('['.repeat(9_000)), 'limit-depth'],
  ['deep emphasis', withBody('*a '.repeat(3_000)), 'limit-depth'],
  ['a million figure links', withBody('[1×](#saving)\n'.repeat(30_000)), 'limit-links'],
  ['a line without end', withBody('word '.repeat(20_000)), 'limit-line'],
  ['deep flow collections', `---\ntitle: ${'['.repeat(1_000)}\n---\n`, 'limit-depth'],
  ['many open braces over lines', `---\ntitle: ${'{\n'.repeat(1_000)}\n---\n`, 'limit-frontmatter'],
  [
    '3,000 parentheses',
    content.replace('slow / fast', `${'('.repeat(3_000)}slow${')'.repeat(3_000)}`),
    'expression-size',
  ],
])('%s: refused before it is parsed', (_, text, rule) => {
  const { paper, file } = parse(text)
  expect(paper).toBeNull()
  expect(file.messages.map((m) => m.ruleId)).toContain(rule)
})

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
    { numRuns: 1500 },
  )
})
