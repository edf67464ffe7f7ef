import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { findUnsafeText } from '../safety/unsafe-text.ts'
import { joinNumbers } from './parted-number.ts'
import { yamlProblem } from './yaml-problem.ts'

/** Times that YAML is parsed again after a mistake was taken out; then the rest waits for the next check. */
const mostTries = 20

/**
 * Parse YAML of plain values: aliases, anchors, tags and merge keys are faults, and so is a key that
 * stands twice. What is a fault by itself is told and left alone, so that the rest can be checked.
 * `null` when the YAML cannot be read at all.
 */
export function parseYaml(yaml: string, toFile: (offset: number) => number, faults: Faults): Document | null {
  const document = parseSyntax(yaml, toFile, faults)
  if (!document) return null
  const tell = (rule: FaultRule, at: number, to: number, message: string) =>
    faults.add({ rule, at: toFile(at), to: toFile(to), message })
  /** Tell, and say no more of the value that ends at `end`. */
  const refuse = (rule: FaultRule, [at, to]: readonly [number, number], end: number, message: string) => {
    tell(rule, at, to, message)
    faults.leave(toFile(at), toFile(Math.max(to, end)))
  }
  visit(document, (_, node) => {
    if (!isNode(node)) {
      if (isPair(node) && isScalar(node.key) && node.key.value === '<<') {
        const [at, to] = node.key.range ?? [0, 0]
        refuse('yaml-merge', [at, to], to, 'Unexpected merge key “<<”, expected plain keys; write them out')
      }
      return undefined
    }
    const [at, to] = node.range ?? [0, 0]
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
    const inQuotes = (mark: string) => `or put text that begins with ${mark} in quotes`
    if (isAlias(node)) {
      const message = `Unexpected alias “*${node.source}”, expected a value; write it out, ${inQuotes('*')}`
      refuse('yaml-alias', [at, to], to, message)
      const plain = new Scalar(node.source)
      plain.range = node.range ?? null
      return plain
    }
    if (node.anchor) {
      const message = `Unexpected anchor “&${node.anchor}”, expected a plain value; remove it, ${inQuotes('&')}`
      const from = Math.max(0, yaml.lastIndexOf('&', at))
      refuse('yaml-alias', [from, from + node.anchor.length + 1], to, message)
    }
    if (node.tag) {
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!')
      const message = `Unexpected tag “${tag}”, expected a plain value; remove it, ${inQuotes('!')}`
      refuse('yaml-tag', [Math.max(0, yaml.lastIndexOf('!', at)), at], to, message)
    }
    if (isMap(node)) {
      joinNumbers(node, yaml)
      for (const { key, at, first } of takeOutRepeated(node)) {
        const { line } = faults.point(toFile(first))
        const message = `Unexpected second key “${key}”, expected each key once, and line ${line} has the first; keep one of them`
        tell('yaml', at, at + key.length, message)
      }
    }
    return undefined
  })
  return document
}

/** Parse, and tell of every value that is no YAML: each is replaced by as many letters, and the rest parsed again. */
function parseSyntax(yaml: string, toFile: (offset: number) => number, faults: Faults): Document | null {
  let text = yaml
  for (let tries = 0; tries < mostTries; tries++) {
    const document = parseDocument(text, {
      merge: false,
      uniqueKeys: false,
      version: '1.2',
      schema: 'core',
      prettyErrors: false,
    })
    // Tags are told of by the caller, known or not. What comes after the first error may follow from it.
    const [error] = [...document.errors, ...document.warnings].filter(
      ({ code }) => code !== 'TAG_RESOLVE_FAILED',
    )
    if (!error) return document
    const { at, to, message, alone } = yamlProblem(text, error)
    faults.add({ rule: 'yaml', at: toFile(at), to: toFile(to), message })
    if (!alone || to <= at) return null
    text = text.slice(0, at) + 'x'.repeat(to - at) + text.slice(to)
    faults.leave(toFile(at), toFile(to))
  }
  return null
}

/** Take the keys out of a map that it has already; where each stands, and where the first does. */
function takeOutRepeated(map: YAMLMap): { key: string; at: number; first: number }[] {
  const seen = new Map<string, number>()
  const repeated: { key: string; at: number; first: number }[] = []
  map.items = map.items.filter(({ key }) => {
    if (!isScalar(key)) return true
    const name = String(key.value)
    const at = key.range?.[0] ?? 0
    const first = seen.get(name)
    if (first === undefined) seen.set(name, at)
    else repeated.push({ key: name, at, first })
    return first === undefined
  })
  return repeated
}
