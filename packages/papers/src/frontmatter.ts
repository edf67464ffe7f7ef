import matter from 'gray-matter'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { z } from 'zod'
import type { Faults } from './fault.ts'
import {
  type Frontmatter,
  frontmatterSchema,
  rankClaimKeys,
  ruleKeys,
  valueClaimKeys,
} from './frontmatter-schema.ts'
import { withoutUnknownKeys } from './known-keys.ts'
import { limits } from './limits.ts'
import { didYouMean } from './nearest.ts'

/** Frontmatter that holds to the schema, with the means to find the place of any part of it. */
export interface ReadFrontmatter {
  data: Frontmatter
  /** Offset in the file of the value (or key) at a path; of the nearest parent that exists. */
  at: (path: readonly PropertyKey[], part?: 'key' | 'value') => number
  /** Offset in the file of the first character of a scalar's text, inside its quotes. */
  textAt: (path: readonly PropertyKey[]) => number
  /** Offset just behind the closing fence's line. */
  end: number
}

/**
 * Read the frontmatter of a paper (`text` without a BOM; `shift` is what the BOM took). Only a
 * bare `---` fence with YAML is accepted, and that is checked before gray-matter sees the file:
 * gray-matter would run `---js` as code.
 */
export function readFrontmatter(text: string, shift: number, faults: Faults): ReadFrontmatter | null {
  const fence = findFence(text, shift, faults)
  if (!fence) return null
  const document = parseYaml(fence.yaml, (offset) => offset + fence.start + shift, faults)
  if (!document) return null

  const { data } = matter(text, {
    language: 'yaml',
    // The engine hands over what was parsed, with positions, above; gray-matter only splits.
    engines: { yaml: { parse: () => document.toJS({ maxAliasCount: 0 }) ?? {}, stringify: refuseToWrite } },
  })
  const locate = locator(document, fence.start + shift)
  let result = frontmatterSchema.safeParse(data)
  if (!result.success) {
    for (const issue of result.error.issues) reportIssue(issue, data, locate, faults)
    result = frontmatterSchema.safeParse(withoutUnknownKeys(data))
  }
  return result.success ? { data: result.data, ...locate, end: fence.end + shift } : null
}

function refuseToWrite(): string {
  throw new Error('papers are never written through gray-matter')
}

interface Fence {
  yaml: string
  start: number
  end: number
}

function findFence(text: string, shift: number, faults: Faults): Fence | null {
  const first = /^---([^\r\n]*)(?:\r?\n|$)/.exec(text)
  if (!first) {
    faults.add({
      rule: 'frontmatter-missing',
      at: shift,
      message: 'Unexpected text, expected frontmatter; open the file with a line of three dashes',
    })
    return null
  }
  if (first[1]!.trim() !== '') {
    faults.add({
      rule: 'frontmatter-language',
      at: shift + 3,
      to: shift + 3 + first[1]!.length,
      message: `Unexpected “${first[1]!.trim()}” after the fence, expected a bare --- line; frontmatter is YAML and is never run as code`,
    })
    return null
  }
  const start = first[0].length
  const close = /^---[ \t]*(?:\r?\n|$)/m.exec(text.slice(start))
  if (!close) {
    faults.add({
      rule: 'frontmatter-open',
      at: shift,
      message:
        'Unexpected end of file inside the frontmatter, expected a closing --- line; add it below the last key',
    })
    return null
  }
  const yaml = text.slice(start, start + close.index)
  const deepIndent = /^ {80}/m.test(yaml)
  const deepFlow = /(?:[[{]\s*){20}/.test(yaml)
  if (yaml.length > limits.frontmatter || deepIndent || deepFlow) {
    faults.add({
      rule: 'limit-frontmatter',
      at: shift,
      message: `Unexpected size or nesting of the frontmatter, expected at most ${limits.frontmatter} characters and 20 levels`,
    })
    return null
  }
  return { yaml, start, end: start + close.index + close[0].length }
}

function parseYaml(yaml: string, toFile: (offset: number) => number, faults: Faults): Document | null {
  const document = parseDocument(yaml, {
    merge: false,
    uniqueKeys: true,
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
  })
  let fine = true
  const refuse = (rule: string, at: number, to: number, message: string) => {
    faults.add({ rule, at: toFile(at), to: toFile(to), message })
    fine = false
  }
  for (const error of [...document.errors, ...document.warnings]) {
    const [at, to] = error.pos
    const found = yaml
      .slice(at, Math.min(to, at + 30))
      .split('\n')[0]!
      .trim()
    refuse(
      'yaml',
      at,
      to,
      `Unexpected ${found ? `“${found}”` : 'YAML'}: ${yamlHint(error.code, error.message)}`,
    )
  }
  visit(document, (_, node) => {
    if (!isNode(node)) {
      if (isPair(node) && isScalar(node.key) && node.key.value === '<<') {
        const [at, to] = node.key.range ?? [0, 0]
        refuse('yaml-merge', at, to, 'Unexpected merge key “<<”, expected plain keys; write them out')
      }
      return undefined
    }
    const [at, , to] = node.range ?? [0, 0, 0]
    if (isAlias(node))
      refuse('yaml-alias', at, to, `Unexpected alias “*${node.source}”, expected a value; write it out`)
    else if (node.anchor)
      refuse('yaml-alias', at, to, `Unexpected anchor “&${node.anchor}”, expected a plain value; remove it`)
    if (node.tag && !isAlias(node) && !node.tag.startsWith('tag:yaml.org,2002:')) {
      refuse('yaml-tag', at, to, `Unexpected tag “${node.tag}”, expected a plain value; remove it`)
    }
    return undefined
  })
  return fine ? document : null
}

/** What YAML's own messages leave unsaid: how to mend it. */
function yamlHint(code: string, message: string): string {
  const first = message.split('\n')[0]!.replace(/ at line \d+.*$/, '')
  switch (code) {
    case 'MISSING_CHAR':
      return `${first}; close the quote or bracket`
    case 'DUPLICATE_KEY':
      return `${first}; keep one of them`
    case 'TAB_AS_INDENT':
      return `${first}; indent with spaces`
    case 'BAD_INDENT':
    case 'BAD_COLLECTION_TYPE':
    case 'MULTILINE_IMPLICIT_KEY':
      return `${first}; check the indentation, and quote text that holds a colon`
    default:
      return first
  }
}

function locator(document: Document, start: number): Pick<ReadFrontmatter, 'at' | 'textAt'> {
  const find = (path: readonly PropertyKey[], part: 'key' | 'value'): Node | null => {
    for (let length = path.length; length >= 0; length--) {
      if (length === path.length && part === 'key' && length > 0) {
        const parent = document.getIn(path.slice(0, -1), true)
        const pair = isMap(parent)
          ? parent.items.find((p) => isScalar(p.key) && p.key.value === path.at(-1))
          : undefined
        if (pair && isNode(pair.key)) return pair.key
      }
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node)) return node
    }
    return null
  }
  return {
    at: (path, part = 'value') => start + (find(path, part)?.range?.[0] ?? 0),
    textAt: (path) => {
      const node = find(path, 'value')
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
      return start + (node?.range?.[0] ?? 0) + (quoted ? 1 : 0)
    },
  }
}

function reportIssue(
  issue: z.core.$ZodIssue,
  data: unknown,
  locate: Pick<ReadFrontmatter, 'at' | 'textAt'>,
  faults: Faults,
): void {
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
  const missing = issue.code === 'invalid_type' && valueAt(data, path) === undefined
  const message = missing
    ? `Unexpected absence of “${name}”, expected it in the frontmatter; add it`
    : `Unexpected ${key ? 'name' : 'value'} of “${name}”: ${lowerFirst(key ? (issue.issues[0]?.message ?? issue.message) : issue.message)}`
  faults.add({
    rule: missing ? 'missing-key' : 'invalid-value',
    at: locate.at(path, key ? 'key' : 'value'),
    message,
  })
}

/** A claim that is neither a value claim nor a rank claim: say which it wants to be and what is off. */
function reportClaim(
  path: PropertyKey[],
  data: unknown,
  locate: Pick<ReadFrontmatter, 'at' | 'textAt'>,
  faults: Faults,
): void {
  const claim = valueAt(data, path)
  const name = String(path[1])
  if (typeof claim !== 'object' || claim === null) {
    faults.add({
      rule: 'invalid-value',
      at: locate.at(path),
      message: `Unexpected value of claim “${name}”, expected value, as and holds`,
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
      message: `Unexpected value of “${[...path, ...issue.path].join('.')}”: ${lowerFirst(issue.message)}`,
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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
