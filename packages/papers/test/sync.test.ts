import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
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

test('a second sync changes nothing, whatever the paper looks like', () => {
  const filler = fc.constantFrom(
    '',
    '  ',
    'Odd   spacing .\t\n',
    '| a|b |\n|-|-|\n|[12 µs](bench:slow)| x|\n',
    '```\n[5.0×](#slow-way)\n```\n',
    '*10×*\n',
    '日本 😀 [5.0×](#slow-way)\n',
    '&amp; \\[x\\]\n',
  )
  const variant = fc.record({
    bom: fc.boolean(),
    crlf: fc.boolean(),
    evidence: fc.boolean(),
    fillers: fc.array(filler, { maxLength: 5 }),
    end: fc.constantFrom('', '\n', '\n\n\n'),
  })
  fc.assert(
    fc.property(variant, ({ bom, crlf, evidence, fillers, end }) => {
      let text = content.replace('The source says', `\n${fillers.join('\n')}\n\nThe source says`)
      if (!evidence) text = text.slice(0, text.indexOf('\n## Evidence'))
      text = (bom ? '\ufeff' : '') + (text.trimEnd() + end).replaceAll('\n', crlf ? '\r\n' : '\n')
      const once = sync(text)
      expect(sync(once)).toBe(once)
      // Byte for byte: with the figures put back and the evidence cut off, the paper is what it was.
      const cut = (whole: string) =>
        whole
          .slice(0, whole.indexOf('## Evidence') === -1 ? undefined : whole.indexOf('## Evidence'))
          .trimEnd()
      const restored = parse(once).figures.reduceRight(
        (whole, figure, n) =>
          whole.slice(0, figure.start) + parse(text).figures[n]!.text + whole.slice(figure.end),
        once,
      )
      expect(cut(restored)).toBe(cut(text))
      if (crlf) expect(once.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }),
    { numRuns: 200 },
  )
})
