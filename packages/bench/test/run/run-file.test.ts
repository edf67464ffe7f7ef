import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { formatRun, parseCatalogue, parseRun, type Run } from '../../src/index.ts'
import { published } from '../laboratory.ts'

const text = formatRun(published())
const file = 'runs/published.json'

/** What is said of a run of which the first sample is written so. */
function withSample(sample: string): () => Run {
  const [, first] = /"samples": \[\s*\[([^,\]]+)/.exec(text)!
  return () => parseRun(text.replace(`[${first}`, `[${sample}`), file)
}

describe('a number at the edge of what numbers can hold', () => {
  test.each([
    '1e308',
    '-1e308',
    '1.7976931348623157e308',
    '1e999',
    '-1e999',
    '5e-324',
    '1e-300',
    '-0',
    '1e16',
  ])('%s is told with its line and its place', (sample) => {
    expect(withSample(sample)).toThrow(/^runs\/published\.json:\d+: not|^runs\/published\.json: not/)
    expect(withSample(sample)).toThrow(
      /\nruns\/published\.json:\d+: blocks\[0\]\.benchmarks\[0\]\.samples\[0\]\[0\]: /,
    )
  })

  test('is never read, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const size = Math.abs(x)
        const sample = JSON.stringify(x)
        if (size > 1e15 || (size > 0 && size < 1e-24)) expect(withSample(sample)).toThrow(/samples\[0\]\[0\]/)
      }),
      { numRuns: tries(20) },
    )
  })

  test.each(['duration', 'passSeconds'])('as %s is told', (key) => {
    const edited = text.replace(new RegExp(`"${key}": [\\d.e-]+`), `"${key}": 1e308`)
    expect(() => parseRun(edited, file)).toThrow(new RegExp(`${key}: `))
  })
})

describe.each<[string, (text: string) => string, RegExp]>([
  ['a byte order mark', (whole) => `\ufeff${whole}`, /:1: .*byte order mark/],
  [
    'marks of a conflict',
    (whole) => whole.replace(/\n/, '\n<<<<<<< ours\n').replace(/\n$/, '\n=======\n>>>>>>> theirs\n'),
    /:2: .*merge conflict “<<<<<<<”/,
  ],
])('%s', (_, damage, told) => {
  test('in a run is named, with the fix', () => {
    expect(() => parseRun(damage(text), file)).toThrow(told)
  })

  test('in a catalogue is named, with the command that writes it anew', () => {
    const catalogue = `${JSON.stringify({ schema: 'rulebook.catalogue/1', benchmarks: [] }, null, 2)}\n`
    expect(() => parseCatalogue(damage(catalogue), 'catalogue.json')).toThrow(told)
    expect(() => parseCatalogue(damage(catalogue), 'catalogue.json')).toThrow(/rulebook measure --list/)
  })
})

test('a conflict in a run says how to take one side', () => {
  const damaged = text.replace('\n', '\n<<<<<<< ours\n')
  expect(() => parseRun(damaged, file)).toThrow(/git checkout --ours.*--theirs.*measure again/)
})

test('a key that stands twice is told with its line: a reader sees the one, a program takes the other', () => {
  const twice = text.replace(/("passes": \d+),/, '"passes": 1,\n$1,')
  expect(() => parseRun(twice, file)).toThrow(/^runs\/published\.json:\d+: unexpected key that stands twice/)
})

test('a run is the same however it is laid out', () => {
  expect(parseRun(JSON.stringify(published()), file)).toEqual(published())
  expect(parseRun(JSON.stringify(published(), null, '\t').replaceAll('\n', '\r\n'), file)).toEqual(
    published(),
  )
})
