import { readFileSync } from 'node:fs'
import { type Paper, parsePaper } from '@rulebook/papers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { parseBody } from '../../../papers/src/body/body.ts'
import { catalogue } from '../../../papers/test/catalogue.ts'
import { figureKey } from '../../src/figures/figure-texts.ts'
import { renderDirective, renderLine } from '../../src/render/rulebook.ts'
import { findUnsafe } from '../../src/safety/check.ts'
import { findUnsafeOutput } from '../../src/safety/output.ts'

interface Node {
  type: string
  value?: string
  children?: Node[]
}

/** What markup is made of, and a little that is none. */
const pieces = [
  ...['[', ']', '](', '][', ']:', ']: # (x)', '(', ')', '!', '![', '[x]', '[^1]', '[//]'],
  ...['`', '``', '```', '~~~', '\\', '\\\\', '*', '**', '_', '__', '|', '-|-', '$', '---', '==='],
  ...['<', '</', '<img src="', '<div', '<script', '<!--', '-->', '<?', '<!', '<a:', '>', '/>', '"', "'"],
  ...['&lt;', '&#8203;', '&', '#', '# ', '> ', '- ', '+ ', '* ', '1. ', '2) ', ':', '//', 'x://'],
  ...['evil.com', '@', 'page.md', 'a', 'b c', '×', '(58×)', '0', ' ', ' ', '    ', '\t'],
]
const rubble = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 9 }).map((all) => all.join(''))

/** Markup that is whole, with brackets, quotes and backticks where they break how it is looked for. */
const inside = fc
  .array(fc.constantFrom('a', '[b]', '[b', 'b]', '\\]', '\\[', '`]`', '`c`', '`', '"`"', '>', ' '), {
    maxLength: 3,
  })
  .map((all) => all.join(''))
const markup = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '!'), inside, fc.constantFrom('(p.md)', '(<p>)', '(//e.c)', '[x]', '[]'))
    .map(([image, text, target]) => `${image}[${text}]${target}`),
  fc
    .tuple(fc.constantFrom('', '1. ', '2) ', '> ', '+ 1) '), inside)
    .map(([marker, text]) => `${marker}[${text}]: p (x)`),
  fc
    .tuple(fc.constantFrom('<img src="', '<div ', '<script ', '</p'), inside, fc.constantFrom('', '>', '">'))
    .map((parts) => parts.join('')),
  fc.constantFrom('&lt;', '&#8203;', 'user@evil.com', 'www.evil.com', 'http://evil.com'),
)
const wrapped = fc
  .tuple(
    fc.constantFrom('', '', '\\', '`', '\\`', '``', 'a ', '`a` '),
    markup,
    fc.constantFrom('', '', '`', '``', ' `', '\\`', ' b'),
  )
  .map((parts) => parts.join(''))
const line = fc.oneof(
  rubble,
  wrapped,
  fc.tuple(rubble, wrapped).map((parts) => parts.join('')),
)

/** Kinds of nodes that a rulebook may hold. */
const allowed = [
  'root',
  'heading',
  'list',
  'listItem',
  'paragraph',
  'text',
  'inlineCode',
  'emphasis',
  'strong',
]

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

/** A rulebook of one line between two others is read as what it is: a heading, a paragraph, three items of text. */
function expectProse(item: string): void {
  const tree: Node = parseBody(`# Rules\nMeasured on CPython.\n- Use a set.\n${item}- Use a list.\n`).tree
  const shape = tree.children!.map(({ type, children }) => [type, children!.length])
  expect(shape.slice(0, 1)).toEqual([['heading', 1]])
  expect(tree.children!.slice(1).map(({ type }) => type)).toEqual(['paragraph', 'list'])
  expect(tree.children![2]!.children).toHaveLength(3)
  for (const { children } of tree.children![2]!.children!) {
    expect(children!.map(({ type }) => type).filter((type) => type !== 'paragraph')).toEqual([])
    expect(children!.length).toBeLessThanOrEqual(1)
  }
  for (const { type, value = '' } of nodesOf(tree)) {
    expect(allowed).toContain(type)
    // What GitHub makes links of, though it is no markup.
    if (type === 'text') expect(value).not.toMatch(/https?:\/\/|\bwww\.|[\w.+-]@[\w-]+\.\w/i)
  }
}

describe('whatever is accepted is read as headings, lists, text, code and emphasis alone', () => {
  test('of lines made of markup', () => {
    let accepted = 0
    fc.assert(
      fc.property(line, (text) => {
        const item = renderLine(text.replaceAll(/\s+/g, ' ').trim())
        if (findUnsafeOutput(`# Rules\nMeasured on CPython.\n${item}`).length > 0) return
        accepted++
        expectProse(item)
      }),
      { numRuns: tries(1500) },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  test('of directives of papers, escaped and not', () => {
    const content = readFileSync(
      new URL('../../../papers/test/fixtures/demo-domain.md', import.meta.url),
      'utf8',
    )
    const rule = /^> .*$/m
    expect(content).toMatch(rule)
    const escaped = (text: string) => text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
    // Hardly any drawn line is fit for a directive by itself.
    const fit = fc.constantFrom(
      'use a set ',
      '*go* fast ',
      '`slow()` ',
      '**now** ',
      'a * b ',
      'one; two ',
      '_x_ ',
    )
    const part = fc.oneof({ arbitrary: fit, weight: 4 }, { arbitrary: line, weight: 1 })
    let accepted = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.boolean()), { minLength: 1, maxLength: 3 }), (parts) => {
        const written = parts.map(([text, whole]) => (whole ? escaped(text) : text)).join('')
        const text = content.replace(rule, () => `> ${written} [12×](#slow-way)`)
        const { paper } = parsePaper({ path: 'content/demo-domain.md', content: text }, catalogue)
        if (!paper) return
        for (const item of acceptedLines(paper)) {
          accepted++
          expectProse(item)
        }
      }),
      { numRuns: tries(400) },
    )
    expect(accepted).toBeGreaterThan(30)
  })
})

/** The lines of a paper's first rule, unless any is refused. */
function acceptedLines(paper: Paper): string[] {
  const figure = '12×'
  const figures = new Map(paper.figures.map(({ target }) => [figureKey(target), figure]))
  if (findUnsafe([paper], figures, '').length > 0) return []
  return (paper.rules[0]?.directives ?? []).map((directive) =>
    renderLine(renderDirective(directive, () => figure)),
  )
}
