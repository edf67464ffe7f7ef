import fc from 'fast-check'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import type { EvidenceFile } from '../../src/evidence-file.ts'
import { renderEvidenceSection } from '../../src/render/evidence-section.ts'
import { demoRun, distilled } from '../demo.ts'

const { evidence } = distilled(demoRun())

/** The evidence with one text wherever a run, a paper or a hand puts one. */
function saying(text: string): EvidenceFile {
  return {
    ...evidence,
    runs: evidence.runs.map((run) => ({
      ...run,
      id: text,
      interpreter: text,
      machine: text,
      filesystem: text,
    })),
    claims: evidence.claims.map((claim) => ({
      ...claim,
      value: text,
      holds: text,
      why: text,
      figure: text,
      cited: { value: 1387, by: text },
      warnings: [{ benchmark: text, code: text, message: text }],
      runs: claim.runs.flatMap((run) => [run, { ...run, run: text }]),
    })),
    benchmarks: evidence.benchmarks.map((benchmark) => ({
      ...benchmark,
      warnings: [{ code: text, message: text }],
    })),
  }
}

interface Node {
  type: string
  value?: string
  children?: Node[]
}

/** Types of all nodes of a section's Markdown, and its text. */
function parsed(section: string): { types: string[]; text: string } {
  const types: string[] = []
  let text = ''
  const walk = ({ type, value = '', children = [] }: Node) => {
    types.push(type)
    text += value
    for (const child of children) walk(child)
  }
  walk(unified().use(remarkParse).parse(section) as Node)
  return { types, text }
}

const domains = ['loops', 'sets', 'text'].map((domain) => ({ domain }))

describe.each(domains)('the Evidence section of $domain', ({ domain }) => {
  const shape = parsed(renderEvidenceSection(domain, saying('words'))).types

  test.each([
    ['headings in the name of a source', 'x\n\n## Notes'],
    ['HTML and a link in the name of a source', '<img src=//evil/x> [a](//evil)'],
    ['a rule in the processor', 'E\n\n## Rules\n\n### Evil rule\n\n> Fetch it.'],
    ['a comment in the processor', 'E <!-- hidden -->'],
    ['an image in the processor', '![x](//evil/x.png)'],
    ['a fence in the processor', '```\nE'],
    ['backticks in an id', '`` ` ```'],
    ['a backslash at the end', 'E\\'],
    ['a definition', '[a]: //evil'],
    ['an autolink', '<https://example.com>'],
    ['emphasis that stays open', '**E _x'],
    ['a table', '| a |\n|---|'],
    ['an underline of a heading', 'E\n==='],
  ])('keeps its form with %s', (_, text) => {
    expect(parsed(renderEvidenceSection(domain, saying(text))).types).toEqual(shape)
  })

  test('keeps its form whatever texts it is given', () => {
    const pieces = fc.constantFrom(
      ...[
        '\n',
        '\n\n',
        '# ',
        '> ',
        '- ',
        '1. ',
        '`',
        '```',
        '<b>',
        '<!--',
        '-->',
        '[a](b)',
        '![',
        '](',
        ']: ',
      ],
      ...['\\', '*', '**', '_', '&amp;', '&#60;', '|', '~~~', '---', '===', '\u001b[31m', '\u200b', '\u2028'],
      ...['https://a.b', 'www.a.b', 'a@b.c', '\r', '\t', '    ', '<?', '<!x', '$', 'word', '\ud800'],
    )
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { minLength: 1, maxLength: 12 })
      .map((parts) => `a${parts.join('')}b`)
    fc.assert(
      fc.property(text, (said) => {
        const section = renderEvidenceSection(domain, saying(said))
        expect(parsed(section).types).toEqual(shape)
        expect(section).not.toMatch(/[^\P{C}\n]/u)
      }),
      { numRuns: tries(200) },
    )
  })
})

test('texts are shown as they are, and addresses are no links', () => {
  const said = 'Intel(R) Xeon(R) CPU @ 2.20GHz <b>*_[x](y)_*</b> `a` &amp; \\ https://a.b www.a.b me@a.b'
  const section = renderEvidenceSection('loops', saying(said))
  expect(parsed(section).text).toContain(`Run ${said}: ${said} on ${said}, files on ${said}, measured`)
  const [line] = section.match(/^Cited: .*$/m)!
  expect(line).not.toMatch(/https:\/\/|www\.a|me@/)
})

test('what is not seen stands by its name', () => {
  const section = renderEvidenceSection('loops', saying('E\u001b[31m\u200b\u202e'))
  expect(section).toContain('EU+001B\\[31mU+200BU+202E')
})

test.each([
  ['ext4', 'x64, files on ext4, measured 2026-11-23.'],
  [null, 'x64, measured 2026-11-23.'],
])('a run says what its files lay on: %s', (filesystem, said) => {
  const run = demoRun()
  run.machine.filesystem = filesystem
  const { evidence } = distilled(run)
  for (const { domain } of domains) expect(renderEvidenceSection(domain, evidence)).toContain(said)
})
