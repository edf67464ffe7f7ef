import type { Faults } from './fault.ts'
import { limits } from './limits.ts'

/** The YAML between the fences; offsets are those of the text without a byte order mark. */
export interface Fence {
  yaml: string
  start: number
  end: number
}

/** Find the frontmatter: a bare `---` line, YAML of bearable size, and another `---` line. */
export function findFence(text: string, shift: number, faults: Faults): Fence | null {
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
