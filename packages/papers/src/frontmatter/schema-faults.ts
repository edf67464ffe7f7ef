import type { z } from 'zod'
import type { Faults } from '../faults/fault.ts'
import { didYouMean } from '../faults/nearest.ts'
import { expectationAt, keysAt } from './expectation.ts'
import { frontmatterSchema } from './schema.ts'
import { withPoints } from './typed-number.ts'
import type { Locator } from './yaml-places.ts'

/**
 * Say what is wrong at one place of the frontmatter. `data` is what was written; `below` is the path
 * that the issue's own path goes on from.
 */
export function reportIssue(
  issue: z.core.$ZodIssue,
  data: unknown,
  locate: Locator,
  faults: Faults,
  below: readonly PropertyKey[] = [],
): void {
  const path = [...below, ...issue.path]
  const written = valueAt(data, path)
  const rank = isRank(data, path)
  if (issue.code === 'invalid_union' && path.length === 2 && isMap(written)) {
    // A claim that is neither of a value nor of an order: what keeps it from what it wants to be.
    for (const each of issue.errors[rank ? 1 : 0] ?? []) reportIssue(each, data, locate, faults, path)
  } else if (issue.code === 'unrecognized_keys') {
    reportUnknownKeys(issue.keys, path, data, locate, faults)
  } else if (issue.code === 'invalid_key') {
    faults.add({
      rule: 'invalid-value',
      at: locate.at(path, 'key'),
      message: `Unexpected name “${String(path.at(-1))}”, expected kebab-case such as loop-entry; rename it`,
    })
    // The schema looks no further.
    const claim = frontmatterSchema.shape.claims.valueType.safeParse(written)
    for (const each of claim.error?.issues ?? []) reportIssue(each, data, locate, faults, path)
  } else if (written === undefined) {
    const { words, example } = expectationAt(path, rank)
    faults.add({
      rule: 'missing-key',
      at: locate.at(path.slice(0, -1), 'key'),
      message: `Unexpected absence of “${String(path.at(-1))}” in ${nameOf(path.slice(0, -1))}, expected ${words}; add it, as in ${example}`,
    })
  } else {
    const name = path.length === 0 ? '' : ` of “${path.join('.')}”`
    faults.add({
      rule: 'invalid-value',
      at: locate.at(path),
      message: `Unexpected ${shown(written)}${name}, expected ${expectationAt(path, rank).words}${mend(path, rank, written)}`,
    })
  }
}

function reportUnknownKeys(
  keys: readonly string[],
  path: readonly PropertyKey[],
  data: unknown,
  locate: Locator,
  faults: Faults,
): void {
  const known = keysAt(path, isRank(data, path))
  for (const key of keys) {
    const at = locate.at([...path, key], 'key')
    const hint = didYouMean(key, known) || '; rename or remove it'
    faults.add({
      rule: 'unknown-key',
      at,
      to: at + key.length,
      message: `Unexpected key “${key}” in ${nameOf(path)}, expected ${known.join(', ')}${hint}`,
    })
  }
}

/** How to mend a value: the nearest of those there are, or the value as it should be written, or an example. */
function mend(path: readonly PropertyKey[], rank: boolean, written: unknown): string {
  const { words, example } = expectationAt(path, rank)
  const key = path.at(-1)
  const options = /^one of (.*)$/.exec(words)?.[1]?.split(', ')
  if (key === 'as' && typeof written === 'string' && /^(?:per ?cent(?:age)?|%)$/i.test(written))
    return '; write saving for the part of a cost that is saved (37% less memory), share for a part of a whole (0.16% of a commit)'
  const nearest = options && typeof written === 'string' ? didYouMean(written, options) : ''
  if (nearest) return nearest
  if (key === 'weight' && typeof written === 'string' && withPoints(written) !== written)
    return `; write weight: ${withPoints(written)}, with a decimal point`
  if (key === 'holds' && !rank && typeof written === 'number') return `; write holds: "> ${written}"`
  if (path[0] === 'rules' && key === 'claims' && typeof written === 'string')
    return `; write claims: [${written}]`
  return `; write it as in ${example}`
}

/** A part of the frontmatter, in words. */
function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the frontmatter'
  const name = `${path[0] === 'rules' ? 'rule' : 'claim'} “${String(path[1])}”`
  return path.length > 2 ? `“${path.slice(2).join('.')}” of ${name}` : name
}

/** Is the claim that a path leads to or into one of an order? */
function isRank(data: unknown, path: readonly PropertyKey[]): boolean {
  const claim = path[0] === 'claims' ? valueAt(data, path.slice(0, 2)) : null
  return isMap(claim) && Object.hasOwn(claim, 'rank')
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

/** A value as it was found, cut short, on one line. */
function shown(value: unknown): string {
  if (value === null) return 'empty value'
  if (Array.isArray(value)) return 'list'
  if (isMap(value)) return Object.keys(value).length === 0 ? 'empty map' : 'map'
  const text = String(value)
  const short = text.length > 30 ? `${text.slice(0, 30)}…` : text
  return `value “${short.replaceAll(/\r?\n|[\r\u2028\u2029]/g, '\\n')}”`
}
