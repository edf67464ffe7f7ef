import type { Catalogue } from '@rulebook/bench'
import { findUnsafeCode, findUnsafeOutput, findUnsafeValue } from '@rulebook/distiller'
import type { Finding } from '../../findings/finding.ts'

/** What agents must not be handed, in the rulebook as it lies on disk (`file`, `text`). */
export function unsafeRulebook(file: string, text: string): Finding[] {
  return findUnsafeOutput(text).map((finding) => ({ severity: 'error', file, ...finding }))
}

/** What agents must not be handed, in any text of a JSON document made from `file`. */
export function unsafeValues(file: string, document: object): Finding[] {
  return textsOf(document, []).flatMap(({ place, text }) =>
    findUnsafeValue(text).map(({ rule, message }): Finding => {
      return { rule, severity: 'error', file, message: `${message} (${place})` }
    }),
  )
}

/** What agents must not be handed, in what suites say of their benchmarks, as the catalogue in `file` has it. */
export function unsafeCatalogue(file: string, { benchmarks }: Catalogue): Finding[] {
  return benchmarks.flatMap(({ id, doc, setup, inputs = '', statement }) =>
    [doc, setup, inputs, statement].flatMap(findUnsafeCode).map(({ rule, message }): Finding => {
      return { rule, severity: 'error', file, message: `${message} (in the suite of ${id})` }
    }),
  )
}

/** The texts of a JSON value, each with the keys that lead to it. */
function textsOf(value: unknown, keys: string[]): { place: string; text: string }[] {
  if (typeof value === 'string') return [{ place: keys.join('.'), text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...keys, key]))
}
