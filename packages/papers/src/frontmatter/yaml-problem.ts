import type { YAMLError } from 'yaml'
import { inner, quoted, rewrite, shown, spaces } from './yaml-words.ts'

/** What is wrong with YAML at one place, offsets being those of the YAML. */
export interface YamlProblem {
  at: number
  to: number
  /** What was found, what was expected, how to mend it. */
  message: string
  /** Is it only about this text, so that the rest can be read when it is taken out? */
  alone: boolean
}

/** A line that gives a key a value: where the value starts, and what it is. */
interface Entry {
  key: string
  at: number
  indent: number
  value: string
}

/**
 * What an error of the YAML parser is about. The parser tells where it could not go on; the mistake
 * is most often a value without quotes, a quote or bracket that was not closed, or an indentation.
 */
export function yamlProblem(yaml: string, error: YAMLError): YamlProblem {
  const [at] = error.pos
  const quote = openQuote(yaml, at)
  if (quote) return quote
  const entry = entryAt(yaml, at)
  return (
    (entry && valueProblem(entry, at, error)) ??
    openBracket(yaml, at, error) ??
    (entry?.value && at >= entry.at ? tokenProblem(entry, at, error) : null) ??
    lineProblem(yaml, at, error) ?? {
      at,
      to: Math.max(at + 1, Math.min(error.pos[1], endOfLine(yaml, at))),
      message: `Unexpected ${shown(yaml.slice(at, endOfLine(yaml, at)))}, expected keys and values (${firstLine(error)}); put text in quotes, and indent keys of one map alike`,
      alone: false,
    }
  )
}

/** The entry of the line that an offset is in. */
function entryAt(yaml: string, offset: number): Entry | null {
  const start = yaml.lastIndexOf('\n', offset - 1) + 1
  const match = /^( *)([^\s:#'"{}[\],-][^\n:]*)(?::[ \t]+|:\r?$)/.exec(
    yaml.slice(start, endOfLine(yaml, start)),
  )
  if (!match) return null
  const at = start + match[0].length
  return {
    key: match[2]!,
    at,
    indent: match[1]!.length,
    value: yaml.slice(at, endOfLine(yaml, at)).trimEnd(),
  }
}

/** A value that begins or holds what YAML reads as something else than text. */
function valueProblem({ key, at, value }: Entry, error: number, { code }: YAMLError): YamlProblem | null {
  const first = value[0]
  if (first === undefined || error < at) return null
  const reason = /^[>|](?![+-]?\d?[+-]?\s*(?:#.*)?$)/.test(value)
    ? `begins with ${first}`
    : /^[`%@*&!,\]}]/.test(value)
      ? `begins with ${first}`
      : /^[?-] /.test(value)
        ? `begins with ${first} and a space`
        : !/^["'[{]/.test(value) && /: |:$/.test(value) && code !== 'BAD_INDENT'
          ? 'holds a colon and a space'
          : null
  if (reason) {
    return {
      at,
      to: at + value.length,
      message: `Unexpected ${shown(value)} without quotes, expected quotes around text that ${reason}; ${rewrite(key, value)}`,
      alone: true,
    }
  }
  const closed = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(value)?.[0]
  if (closed === undefined || code !== 'UNEXPECTED_TOKEN' || closed.length === value.length) return null
  const rest = value.slice(closed.length).trim()
  return {
    at,
    to: at + value.length,
    message: `Unexpected ${shown(rest)} behind the closing ${first}, expected the end of the value; ${rewrite(key, inner(value))}`,
    alone: true,
  }
}

/** A value inside `{ … }` or `[ … ]`, or an escape in quotes. */
function tokenProblem({ at: start, value }: Entry, at: number, { code }: YAMLError): YamlProblem | null {
  if (code === 'BAD_DQ_ESCAPE') {
    return {
      at: start,
      to: start + value.length,
      message: `Unexpected ${shown(value.slice(at - start, at - start + 2))} in double quotes, where \\ begins an escape, expected text; put it in single quotes`,
      alone: true,
    }
  }
  const token = /^[^,}\]]*/.exec(value.slice(at - start))![0].trim()
  if (!/^[{[]/.test(value) || token === '') return null
  if (code === 'BAD_SCALAR_START') {
    return {
      at,
      to: at + token.length,
      message: `Unexpected ${shown(token)} without quotes, expected quotes around text that begins with ${token[0]}; write ${quoted(token)}`,
      alone: true,
    }
  }
  if (code !== 'BLOCK_IN_FLOW') return null
  return {
    at,
    to: at + token.length,
    message: `Unexpected ${shown(token)}, expected a comma between two keys; write one`,
    alone: false,
  }
}

/** The first value up to where the parser stopped whose quote is not closed on its line. */
function openQuote(yaml: string, before: number): YamlProblem | null {
  for (let start = 0; start <= before; start = endOfLine(yaml, start) + 1) {
    const entry = entryAt(yaml, start)
    const open = entry && openQuoteIn(entry.value)
    if (!entry || open === null) continue
    const at = entry.at + open
    const text = entry.value.slice(open)
    const alone = open === 0
    return {
      at,
      to: at + text.length,
      message: `Unexpected end of line inside ${text[0]}, expected a closing ${text[0]}; ${alone ? rewrite(entry.key, text.slice(1)) : 'close it'}`,
      alone,
    }
  }
  return null
}

/** Where in a value a quote opens that is not closed: at its start, or at that of an item of `{ … }` or `[ … ]`. */
function openQuoteIn(value: string): number | null {
  const inBrackets = /^[{[]/.test(value)
  let mayOpen = true
  let open: number | null = null
  for (let at = 0; at < value.length; at++) {
    const character = value[at]!
    if (open !== null) {
      if (character === '\\' && value[open] === '"') at++
      else if (character === value[open] && character === "'" && value[at + 1] === "'") at++
      else if (character === value[open]) {
        if (!inBrackets) return null
        open = null
      }
    } else if (mayOpen && /["']/.test(character)) open = at
    else if (!inBrackets) return null
    else mayOpen = /[{[,:]/.test(character) || (mayOpen && character === ' ')
  }
  return open
}

/** The bracket that is open where the parser wants it closed. */
function openBracket(yaml: string, before: number, { message }: YAMLError): YamlProblem | null {
  const close = /^Flow (?:map|sequence) .*([\]}])/.exec(message)?.[1]
  if (!close) return null
  const open = close === ']' ? '[' : '{'
  const at = yaml.lastIndexOf(open, before - 1)
  if (at === -1) return null
  return {
    at,
    to: at + yaml.slice(at, endOfLine(yaml, at)).trimEnd().length,
    message: `Unexpected end of a value inside ${open}, expected a closing ${close}; add it, or put text that begins with ${open} in quotes`,
    alone: entryAt(yaml, at)?.at === at,
  }
}

/** A line that is no entry, or is not where it belongs. */
function lineProblem(yaml: string, at: number, { code }: YAMLError): YamlProblem | null {
  const from = yaml.lastIndexOf('\n', at - 1) + 1
  const line = yaml.slice(from, endOfLine(yaml, at)).trimEnd()
  const indent = line.search(/\S|$/)
  const text = line.slice(indent)
  const tab = line.slice(0, indent).indexOf('\t')
  if (tab !== -1) {
    const message = 'Unexpected tab, expected spaces; indent with two spaces a level'
    return { at: from + tab, to: from + tab + 1, message, alone: false }
  }
  const own = entryAt(yaml, at)
  if (!own && text === '') return null
  if (!own) {
    const [, key, colon, value] = /^([\w-]+)([:：]?) *(.*)$/.exec(text) ?? []
    const fix =
      key && value ? `${key}: ${value.length > 40 ? `${value.slice(0, 40)}…` : value}` : 'key: value'
    const message = colon
      ? `Unexpected ${shown(text)}, expected a ${colon === ':' ? 'space behind the colon' : 'plain colon and a space'}; write ${fix}`
      : `Unexpected ${shown(text)}, expected a key, a colon and a value; write ${fix}, or put text that goes on from the line above in quotes`
    return { at: from + indent, to: from + line.length, message, alone: false }
  }
  // The parser tells of the value above where the line below it is too deep.
  const below = code === 'BLOCK_AS_IMPLICIT_KEY' && at >= own.at
  const wrong = below ? entryAt(yaml, endOfLine(yaml, at) + 1) : own
  const above = below ? own : entryAbove(yaml, from)
  if (!wrong || !above || wrong.indent === above.indent) return null
  const place = yaml.lastIndexOf('\n', wrong.at - 1) + 1 + wrong.indent
  return {
    at: place,
    to: place + wrong.key.length,
    message: `Unexpected indentation of “${wrong.key}” by ${spaces(wrong.indent)}, expected ${above.indent} as of “${above.key}” above it; indent the keys of one map alike`,
    alone: false,
  }
}

/** The entry nearest above a line. */
function entryAbove(yaml: string, offset: number): Entry | null {
  let end = yaml.lastIndexOf('\n', offset - 1)
  while (end >= 0) {
    const start = yaml.lastIndexOf('\n', end - 1) + 1
    const entry = entryAt(yaml, start)
    if (entry) return entry
    end = start - 1
  }
  return null
}

function endOfLine(yaml: string, offset: number): number {
  const end = yaml.indexOf('\n', offset)
  return end === -1 ? yaml.length : end
}

function firstLine({ message }: YAMLError): string {
  return message.split('\n')[0]!.replace(/ at line \d+.*$/, '')
}
