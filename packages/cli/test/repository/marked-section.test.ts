import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../scripts/properties.ts'
import { markSection } from '../../src/repository/marked-section.ts'

const section = '<!-- rulebook:start -->\nrules\n<!-- rulebook:end -->\n'

function marked(text: string, content: string): string {
  const result = markSection(text, content)
  if (result.kind === 'fault') throw new Error(result.message)
  return result.text
}

/** Text that people may have, with any line ends, and without marks. */
const prose = fc.string({
  unit: fc.constantFrom('a', '#', ' ', '\n', '\r\n', '\ufeff', '<!-- note -->', '£', '🙂'),
})
const rules = fc
  .array(fc.constantFrom('- one', '- two (3×)', '# Rules'), { minLength: 1 })
  .map((lines) => lines.join('\n'))

describe('a marked section', () => {
  test('of a text that is empty is the text', () => {
    expect(marked('', 'rules\n')).toBe(section)
  })

  test('goes behind a text that has none', () => {
    expect(marked('# Ours\n', 'rules\n')).toBe(`# Ours\n\n${section}`)
    expect(marked('# Ours', 'rules')).toBe(`# Ours\n\n${section}`)
  })

  test('is replaced where it stands', () => {
    expect(marked(`above\n${section}below`, 'other')).toBe(`above\n${section.replace('rules', 'other')}below`)
  })

  test('follows the line ends of the text', () => {
    expect(marked('# Ours\r\n', 'one\ntwo\n')).toBe(
      '# Ours\r\n\r\n<!-- rulebook:start -->\r\none\r\ntwo\r\n<!-- rulebook:end -->\r\n',
    )
  })

  test('changes nothing the second time, and never what is around it', () => {
    fc.assert(
      fc.property(prose, rules, rules, prose, (above, first, second, below) => {
        const once = marked(above, first) + below
        const again = marked(once, first)
        expect(marked(again, first)).toBe(again)
        const changed = marked(again, second)
        expect(changed.startsWith(above)).toBe(true)
        expect(changed.endsWith(below)).toBe(true)
        expect(marked(changed, first)).toBe(again)
      }),
    )
  })

  test.each([
    ['an end alone', 'a\n<!-- rulebook:end -->\n', 2],
    ['a start alone', 'a\n\n<!-- rulebook:start -->\n', 3],
    ['an end above the start', '<!-- rulebook:end -->\n<!-- rulebook:start -->\n', 1],
    ['two of them', `${section}${section}`, 4],
  ])('with %s is a fault at its line', (_, text, line) => {
    expect(markSection(text, 'rules')).toMatchObject({ kind: 'fault', line })
  })
})
