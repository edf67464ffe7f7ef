import { type Document, isAlias, isNode, isPair, isScalar, parseDocument, visit } from 'yaml'
import type { Faults } from './fault.ts'
import type { FaultRule } from './fault-rule.ts'
import { findUnsafeText } from './unsafe-text.ts'

/** Parse YAML of plain values: aliases, anchors, tags and merge keys are faults. `null` when there is any. */
export function parseYaml(yaml: string, toFile: (offset: number) => number, faults: Faults): Document | null {
  const document = parseDocument(yaml, {
    merge: false,
    uniqueKeys: true,
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
  })
  let fine = true
  const refuse = (rule: FaultRule, at: number, to: number, message: string) => {
    faults.add({ rule, at: toFile(at), to: toFile(to), message })
    fine = false
  }
  for (const error of [...document.errors, ...document.warnings]) {
    // Tags are told of below, known or not.
    if (error.code === 'TAG_RESOLVE_FAILED') continue
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
    if (isScalar(node) && typeof node.value === 'string') {
      const written = yaml.slice(at, to)
      for (const { codePoint, name, reason } of findUnsafeText(node.value)) {
        // One that stands in the file as it is has been told of with all the others.
        if (written.includes(String.fromCodePoint(codePoint))) continue
        faults.add({
          rule: 'unsafe-character',
          at: toFile(at),
          to: toFile(to),
          message: `Unexpected escape for ${name}, ${reason}, expected only characters that a reader sees; delete it`,
        })
      }
    }
    if (isAlias(node))
      refuse('yaml-alias', at, to, `Unexpected alias “*${node.source}”, expected a value; write it out`)
    else if (node.anchor)
      refuse('yaml-alias', at, to, `Unexpected anchor “&${node.anchor}”, expected a plain value; remove it`)
    if (node.tag && !isAlias(node)) {
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!')
      refuse(
        'yaml-tag',
        yaml.lastIndexOf('!', at),
        at,
        `Unexpected tag “${tag}”, expected a plain value; remove it`,
      )
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
