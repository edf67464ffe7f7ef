import type { Code, RootContent } from 'mdast'
import { type Section, spanOf } from '../body/body.ts'
import type { FigureScope } from '../body/figure-scope.ts'
import type { Faults } from '../faults/fault.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { CodeExample } from '../paper.ts'
import { findSyntaxProblem } from '../python/syntax.ts'

const marks = ['good', 'bad'] as const

/**
 * The Python code blocks of a paper that are marked `good` or `bad`; each must parse. `rules` are the
 * sections of its rules.
 */
export function readExamples(scope: FigureScope, rules: readonly Section[], faults: Faults): CodeExample[] {
  const examples: CodeExample[] = []
  for (const node of scope.body.nodes('code')) {
    const kind = markOf(node)
    if (kind) {
      const at = spanOf(node).start + scope.shift
      const owner = rules.find((rule) => isInside(node, rule))
      const rule = owner ? `${scope.domain}/${owner.slug}` : null
      examples.push({ kind, rule, code: node.value, place: faults.point(at) })
      checkSyntax(kind, node, scope, faults)
    } else warnOfOddMark(node, scope, faults)
  }
  return examples
}

/** Warn of a rule that does not show what to write and what not. */
export function warnOfMissingExamples(rule: Section, { shift }: FigureScope, faults: Faults): void {
  const shown = new Set(rule.content.map((node: RootContent) => (node.type === 'code' ? markOf(node) : null)))
  const missing = marks.filter((mark) => !shown.has(mark)).reverse()
  if (missing.length === 0) return
  const blocks = missing.map((mark) => `\`\`\`python ${mark}`).join(' and ')
  faults.add({
    rule: 'rule-example',
    at: spanOf(rule.heading).start + shift,
    message: `Unexpected rule “${rule.title}” without a ${missing.join(' and a ')} example, expected both; add a code block that opens with ${blocks}`,
    warning: true,
  })
}

/** Does a block stand below a section's heading, however deep in lists and quotes? */
function isInside(node: Code, { heading, content }: Section): boolean {
  const last = content.at(-1)
  if (!last) return false
  const { start } = spanOf(node)
  return start > spanOf(heading).start && start < spanOf(last).end
}

function isPython({ lang }: Code): boolean {
  return lang?.toLowerCase() === 'python' || lang?.toLowerCase() === 'py'
}

function markOf(node: Code): CodeExample['kind'] | null {
  if (!isPython(node)) return null
  const words = (node.meta ?? '').split(/\s+/)
  return marks.find((mark) => words.includes(mark)) ?? null
}

function checkSyntax(kind: string, node: Code, scope: FigureScope, faults: Faults): void {
  const problem = findSyntaxProblem(node.value)
  if (!problem) return
  const at = offsetIn(node, problem.at, scope.text)
  faults.add({
    rule: 'example-syntax',
    at: at + scope.shift,
    to: at + Math.max(0, problem.to - problem.at) + scope.shift,
    message: `Unexpected ${problem.found} in a ${kind} example, expected ${problem.expected}; mend the code, a bad example must run as well`,
  })
}

/** Offset in `text` of an offset in a code block's value, which lacks fences, indentation and quote marks. */
function offsetIn(node: Code, offset: number, text: string): number {
  const { start, end } = spanOf(node)
  const before = node.value.slice(0, offset).split('\n')
  const lines = text.slice(start, end).split('\n')
  const written = lines[before.length]?.replace(/\r$/, '') ?? ''
  const line = node.value.split('\n')[before.length - 1]!
  const skipped = lines.slice(0, before.length).reduce((sum, each) => sum + each.length + 1, start)
  return skipped + Math.max(0, written.length - line.length) + before.at(-1)!.length
}

/** A single word beside the language that is nearly `good` or `bad`. */
function warnOfOddMark(node: Code, { shift }: FigureScope, faults: Faults): void {
  const word = node.meta?.trim() ?? ''
  if (!isPython(node) || !/^\w{2,8}$/.test(word)) return
  const hint = didYouMean(word, marks)
  if (!hint) return
  faults.add({
    rule: 'example-mark',
    at: spanOf(node).start + shift,
    message: `Unexpected mark “${word}” of a code block, expected good or bad${hint}`,
    warning: true,
  })
}
