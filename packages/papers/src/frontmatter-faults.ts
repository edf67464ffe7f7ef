import type { z } from 'zod'
import type { Faults } from './fault.ts'
import { frontmatterSchema, rankClaimKeys, ruleKeys, valueClaimKeys } from './frontmatter-schema.ts'
import type { Locator } from './locator.ts'
import { didYouMean } from './nearest.ts'

/** Say what is wrong at one place of the frontmatter. */
export function reportIssue(issue: z.core.$ZodIssue, data: unknown, locate: Locator, faults: Faults): void {
  const { path } = issue
  const name = path.join('.')
  if (issue.code === 'invalid_union' && path[0] === 'claims') {
    reportClaim(path, data, locate, faults)
    return
  }
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path)
    for (const key of issue.keys) {
      const hint = didYouMean(key, known) || `; expected ${known.join(', ')}`
      faults.add({
        rule: 'unknown-key',
        at: locate.at([...path, key], 'key'),
        to: locate.at([...path, key], 'key') + key.length,
        message: `Unexpected key “${key}”${name ? ` in ${name}` : ''}${hint}`,
      })
    }
    return
  }
  const key = issue.code === 'invalid_key'
  const missing = !key && valueAt(data, path) === undefined
  const message = missing
    ? `Unexpected absence of “${name}”, expected it in the frontmatter; add it`
    : key
      ? `Unexpected name “${String(path.at(-1))}”, ${expectation(issue.issues[0] ?? issue)}; rename it`
      : `Unexpected value ${shown(valueAt(data, path))} of “${name}”, ${expectation(issue)}; mend it`
  faults.add({
    rule: missing ? 'missing-key' : 'invalid-value',
    at: locate.at(path, key ? 'key' : 'value'),
    message,
  })
}

/** A claim that is neither a value claim nor a rank claim: say which it wants to be and what is off. */
function reportClaim(path: PropertyKey[], data: unknown, locate: Locator, faults: Faults): void {
  const claim = valueAt(data, path)
  const name = String(path[1])
  if (typeof claim !== 'object' || claim === null) {
    faults.add({
      rule: 'invalid-value',
      at: locate.at(path),
      message: `Unexpected value ${shown(claim)} of claim “${name}”, expected value, as and holds below it; add them`,
    })
    return
  }
  const rank = 'rank' in claim
  const known = rank ? rankClaimKeys : valueClaimKeys
  const before = faults.file.messages.length
  for (const key of Object.keys(claim).filter((key) => !known.includes(key))) {
    const at = locate.at([...path, key], 'key')
    const hint = didYouMean(key, known) || `; expected ${known.join(', ')}`
    faults.add({
      rule: 'unknown-key',
      at,
      to: at + key.length,
      message: `Unexpected key “${key}” in claim “${name}”${hint}`,
    })
  }
  for (const key of rank ? rankClaimKeys : ['value', 'as', 'holds']) {
    if (!(key in claim)) {
      faults.add({
        rule: 'missing-key',
        at: locate.at(path, 'key'),
        message: `Unexpected absence of “${key}” in claim “${name}”, expected it; add it`,
      })
    }
  }
  if (faults.file.messages.length > before) return
  const kinds = frontmatterSchema.shape.claims.safeParse({ [name]: claim })
  const union = kinds.error?.issues.find((issue) => issue.code === 'invalid_union')
  const inner = union?.code === 'invalid_union' ? (union.errors[rank ? 1 : 0] ?? []) : []
  for (const issue of inner) {
    faults.add({
      rule: 'invalid-value',
      at: locate.at([...path, ...issue.path]),
      message: `Unexpected value ${shown(valueAt(data, [...path, ...issue.path]))} of “${[...path, ...issue.path].join('.')}”, ${expectation(issue)}; mend it`,
    })
  }
}

function knownKeys(path: PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(frontmatterSchema.shape)
  return path[0] === 'rules' ? ruleKeys : ['value', 'by']
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

/** What the schema expected, in its own words. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.map(String).join(', ')}`
  const [words] = /expected .*/.exec(issue.message) ?? [issue.message]
  return words.replace(/, received .*$/, '')
}

/** A value as it was found, cut short, on one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  const short = text.length > 30 ? `${text.slice(0, 30)}…` : text
  return `“${short.replaceAll(/\r?\n|[\r\u2028\u2029]/g, '\\n')}”`
}
