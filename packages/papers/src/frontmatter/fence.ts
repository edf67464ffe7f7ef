import type { Faults } from '../faults/fault.ts'
import { limits } from '../faults/limits.ts'

/** What stands between the fences; offsets are those of the text without a byte order mark. */
export interface Fence {
  /** `null` when it is not to be parsed, which has been told. */
  yaml: string | null
  start: number
  end: number
}

/**
 * Find the frontmatter: a bare `---` line, YAML of bearable size, and another `---` line. `null`
 * when nobody can tell where it ends. `stem` is the name of the paper's file.
 */
export function findFence(text: string, shift: number, stem: string, faults: Faults): Fence | null {
  const first = /^---([^\r\n]*)(?:\r?\n|$)/.exec(text)
  if (!first) {
    faults.add({ rule: 'frontmatter-missing', at: shift, message: missing(text, stem) })
    return null
  }
  const language = first[1]!.trim()
  if (language !== '') {
    faults.add({
      rule: 'frontmatter-language',
      at: shift + 3,
      to: shift + 3 + first[1]!.length,
      message: `Unexpected “${language}” after the fence, expected a bare --- line; frontmatter is YAML and is never run as code`,
    })
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
  const tooMuch = yaml.length > limits.frontmatter || deepIndent || deepFlow
  if (tooMuch) {
    faults.add({
      rule: 'limit-frontmatter',
      at: shift,
      message: `Unexpected size or nesting of the frontmatter, expected at most ${limits.frontmatter} characters and 20 levels; keep to the keys that frontmatter has`,
    })
  }
  const end = start + close.index + close[0].length
  return { yaml: tooMuch || language !== '' ? null : yaml, start, end }
}

/** What stands where the frontmatter should begin. */
function missing(text: string, stem: string): string {
  if (text.trim() === '') {
    return `Unexpected empty file, expected a paper; delete it, and let \`rulebook new paper ${stem}\` write one`
  }
  if (/^\s+---[ \t]*$/m.test(text) && text.trimStart().startsWith('---')) {
    const what = /^\s*\n/.test(text) ? 'blank line' : 'space'
    return `Unexpected ${what} above the frontmatter, expected its line of three dashes at the very start of line 1; delete what stands before it`
  }
  return 'Unexpected text, expected frontmatter; open the file with a line of three dashes'
}
