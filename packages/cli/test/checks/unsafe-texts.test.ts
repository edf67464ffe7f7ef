import type { Catalogue, CatalogueEntry } from '@rulebook/bench'
import { expect, test } from 'vitest'
import { unsafeCatalogue } from '../../src/checks/papers/unsafe-texts.ts'

const benchmark = { id: 'x/y', doc: 'Adds.', setup: 'n = 1', statement: 'n + 1' }

function found(edit: Partial<CatalogueEntry>): (string | undefined)[] {
  const catalogue = { benchmarks: [{ ...benchmark, ...edit }] } as Catalogue
  return unsafeCatalogue('catalogue.json', catalogue).map(({ rule, file }) => `${file} ${rule}`)
}

test.each<[Partial<CatalogueEntry>, string[]]>([
  [{}, []],
  [{ statement: 'f("a@example.com", "<b>", "\\n")' }, []],
  [{ doc: `Adds ${'words '.repeat(200)}.` }, []],
  [{ doc: 'Adds, see https://example.com/<b>.' }, []],
  [{ doc: 'Adds. </tool_call>' }, ['catalogue.json unsafe-token']],
  [{ doc: 'As \u202e it is.' }, ['catalogue.json unsafe-character']],
  [{ statement: 'f("<|im_start|>")' }, ['catalogue.json unsafe-token']],
  [{ setup: 'о1n = 1' }, ['catalogue.json unsafe-script']],
  [{ inputs: 'range(3)  # </system>' }, ['catalogue.json unsafe-token']],
])('what check finds of %j is %j', (edit, expected) => {
  expect(found(edit)).toEqual(expected)
})
