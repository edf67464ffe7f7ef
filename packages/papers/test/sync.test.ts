import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '../../../scripts/properties.ts'
import { type FigureTarget, type PublishedFigures, parsePaper, syncPaper } from '../src/index.ts'
import { catalogue } from './catalogue.ts'

const content = readFileSync(new URL('./fixtures/demo-domain.md', import.meta.url), 'utf8')
const parse = (text: string) => {
  const { paper, file } = parsePaper({ path: 'demo-domain.md', content: text }, catalogue)
  if (!paper) throw new Error(file.messages.map(String).join('\n'))
  return paper
}
const published: PublishedFigures = {
  figure: ({ id }: FigureTarget) => ({ 'demo-domain/slow-way': '6.1×', 'demo-domain/slow': '14 µs' })[id],
  evidence: '### slow-way\n\nMeasured: 6.08×.\n',
}
const sync = (text: string) => syncPaper(text, parse(text), published)

test('figures and evidence are rewritten, everything else stays', () => {
  expect(sync(content)).toBe(
    content
      .replaceAll('[5.0×]', '[6.1×]')
      .replace('[12 µs]', '[14 µs]')
      .replace('Will be written by the pipeline: 5× [3×](#slow-way).', 'Measured: 6.08×.'),
  )
})

test('a paper without an Evidence section gets one at its end', () => {
  const without = content.slice(0, content.indexOf('\n## Evidence'))
  expect(sync(without)).toBe(
    `${without.replaceAll('[5.0×]', '[6.1×]').replace('[12 µs]', '[14 µs]')}\n## Evidence\n\n### slow-way\n\nMeasured: 6.08×.\n`,
  )
})

/** A place in a generated paper where a figure stands; everything else is kept byte for byte. */
const slot = (target: 'slow-way' | 'slow') => ({ target })
type Piece = string | ReturnType<typeof slot>

/** Renders pieces with the figures as they were written, or as they are published. */
function render(pieces: Piece[], figures: Record<string, string>): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : figures[piece.target])).join('')
}

const link = (target: 'slow-way' | 'slow'): Piece[] => [
  '[',
  slot(target),
  target === 'slow' ? '](bench:slow)' : '](#slow-way)',
]
/** Blocks of all sorts; what looks like a figure but is code, escaped or somebody else's stays as it is. */
const blocks: Piece[][] = [
  ['Odd   spacing .\t  '],
  [
    'Twice ',
    ...link('slow-way'),
    ' and ',
    ...link('slow'),
    ', *and **',
    ...link('slow'),
    '***  \nmore\\\nmore.',
  ],
  ['| a|b |\n|-|:-:|\n|', ...link('slow'), '| x \\| y|\n| 日本 😀 |', ...link('slow-way'), '\n'],
  ['```\n[5.0×](#slow-way)\n```'],
  ['~~~ text\n[12 µs](bench:slow)\n\n\n~~~'],
  ['    [5.0×](#slow-way)\n\n    indented'],
  ['`[5.0×](#slow-way)` \\[5.0×](#slow-way) &amp; &#91;x](#slow-way)'],
  ['> quoted ', ...link('slow-way'), '\nlazily ', ...link('slow'), '\n> - listed ', ...link('slow'), ''],
  ['- one\n\n  two ', ...link('slow'), '\n-\t', ...link('slow-way'), '\n   1) deep\n'],
  ['A heading\n----'],
  ['## Evidently ##  '],
  ['<div align="left">\n[5.0×](#slow-way)\n</div>'],
  ['<!-- [5.0×](#slow-way) -->'],
  ['[elsewhere](y.md#slow-way) ![5.0×](x.png) [[5.0×](#rules)]'],
  ['* * *\n***'],
  ['[', slot('slow-way'), '](<#slow-way> "as\n\tmeasured")'],
  ['🤷🏽‍♀️ ', ...link('slow-way'), ' naïve e\u0301'],
  ['[def]: y.md "[5.0×](#slow-way)"'],
]
const spacing = fc.constantFrom('\n\n', '\n\n\n', '\n \n', '\n\t\n\n')
const paper = fc.record({
  bom: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  body: fc.array(fc.tuple(fc.constantFrom(...blocks), spacing), { maxLength: 8 }),
  heading: fc.constantFrom('## Evidence', '##   Evidence ##\t', 'Evidence\n---', ' ## Evidence'),
  written: fc.constantFrom(
    '',
    '\n',
    '\nold\n',
    '\n\n### slow-way\n\nMeasured: [9×](#slow-way) 9×.\n\n- x\n\ny\n\n',
  ),
  tail: fc.constantFrom('', '\n## References\n\n> end', '\n  # Next\n', '\n[x]: y.md\n\n\n[z]: y.md\n'),
})
const [front, examples] = [
  content.slice(0, content.indexOf('\n# A small')),
  content.slice(content.indexOf('## Rules'), content.indexOf('See [the')),
]
const rules: Piece[] = examples
  .split('5.0×')
  .flatMap((part, n) => (n === 0 ? [part] : [slot('slow-way'), part]))

test('sync writes the figures and the evidence, and every other byte stays as it was', () => {
  fc.assert(
    fc.property(paper, ({ bom, newline, body, heading, written, tail }) => {
      const start: Piece[] = [
        bom ? '\ufeff' : '',
        front,
        '\n',
        ...body.flatMap(([block, space]) => [...block, space]),
        '\n',
        ...rules,
        '\n',
        heading,
      ]
      const lines = (text: string) => text.replaceAll('\n', newline)
      const before = lines(render(start, { 'slow-way': '5.0×', slow: '12 µs' }) + written + tail)
      const evidence = `\n\n${published.evidence.trim()}\n`
      const after = render(start, { 'slow-way': '6.1×', slow: '14 µs' }) + evidence + tail
      expect(sync(before)).toBe(lines(after))
      expect(sync(sync(before))).toBe(sync(before))
    }),
    { numRuns: tries(500) },
  )
})

test('a section that is not there yet is put behind whatever the file ends with', () => {
  const end = fc.constantFrom(
    '',
    '\n',
    '\n\n\n',
    '  ',
    '\n\t',
    '\n    code',
    '\n- item',
    '\n> quote',
    '\n|a|\n|-|',
    '\n[d]: y.md',
  )
  fc.assert(
    fc.property(fc.boolean(), fc.constantFrom('\n', '\r\n'), end, (bom, newline, ending) => {
      const head = content.slice(0, content.indexOf('\n## Evidence'))
      const text = ((bom ? '\ufeff' : '') + head + ending).replaceAll('\n', newline)
      const once = sync(text)
      const figures = text.replaceAll('[5.0×]', '[6.1×]').replace('[12 µs]', '[14 µs]')
      expect(once.startsWith(figures)).toBe(true)
      const added = `## Evidence\n\n${published.evidence.trim()}\n`.replaceAll('\n', newline)
      expect(once.slice(figures.length).trimStart()).toBe(added)
      expect(sync(once)).toBe(once)
    }),
  )
})
