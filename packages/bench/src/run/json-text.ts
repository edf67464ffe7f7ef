/** The byte order mark with which some editors begin a file. */
const byteOrderMark = '\ufeff'

/** What no file of ours comes near: parsing more would take minutes, or all memory. */
const limits = { depth: 64, values: 1_000_000, string: 1_000_000 }

/** What of a JSON text is too much to be parsed, in words that follow its name; `null` for nothing. Linear in its length. */
export function findJsonSizeFault(text: string): string | null {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const start = at++
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
      if (at - start > limits.string) return `holds a text of more than ${limits.string} characters`
    } else if (character === '[' || character === '{') {
      if (++depth > limits.depth) return `is nested more than ${limits.depth} deep`
    } else if (character === ']' || character === '}') depth--
    else if (character === ',' && ++values > limits.values) return `holds more than ${limits.values} values`
  }
  return null
}

/** Why a text cannot be read as JSON that a program wrote, apart from what it says. */
export interface JsonTextFault {
  /** Line, counted from 1. */
  line: number
  message: string
  isConflict: boolean
}

/**
 * What editors and merges do to a file of JSON: a byte order mark, or marks of a conflict. `null` for none.
 */
export function findJsonTextFault(text: string): JsonTextFault | null {
  if (text.startsWith(byteOrderMark)) {
    const message = 'begins with a byte order mark, expected none; save it as UTF-8 without one'
    return { line: 1, message, isConflict: false }
  }
  const size = findJsonSizeFault(text)
  if (size !== null) return { line: 1, message: size, isConflict: false }
  const conflict = /^(?:<{7}|>{7}|\|{7}) .*$|^={7}$/m.exec(text)
  if (!conflict) return null
  return {
    line: lineAt(text, conflict.index),
    message: `holds the mark of a merge conflict “${conflict[0].slice(0, 7)}”, expected one version of the file`,
    isConflict: true,
  }
}

/**
 * Line on which a JSON text stops being what `JSON.stringify` gives for `data`, which was parsed from it; `null` when
 * it is that, however it is laid out. It is not where a key stands twice, or a number is written in another form.
 */
export function lineOfOtherForm(text: string, data: unknown): number | null {
  const written = JSON.stringify(data)
  let at = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]+/g)) {
    if (!written.startsWith(token, at)) return lineAt(text, index)
    at += token.length
  }
  return at === written.length ? null : lineAt(text, text.length)
}

/** The line, counted from 1, of the value that keys and indices lead to in a JSON text; `null` when it is not found. */
export function lineOfPlace(text: string, path: readonly PropertyKey[]): number | null {
  const open: { key: string | number; isList: boolean }[] = []
  let isKey = false
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    const last = open.at(-1)
    if (token === ',') {
      if (last?.isList) last.key = Number(last.key) + 1
      isKey = last?.isList === false
    } else if (token === ':') {
      isKey = false
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (isKey) {
      last!.key = JSON.parse(token) as string
    } else {
      if (open.length === path.length && open.every(({ key }, depth) => key === path[depth]))
        return lineAt(text, index)
      if (token === '{' || token === '[') open.push({ key: token === '[' ? 0 : '', isList: token === '[' })
    }
    if (token === '{') isKey = true
  }
  return null
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** What a JSON parser says, without the piece of the text that it quotes. */
export function jsonProblem(error: unknown): string {
  return (error as Error).message.replace(/, (?:\.{3})?".*$/s, '')
}
