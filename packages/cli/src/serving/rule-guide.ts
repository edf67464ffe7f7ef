import type { CodeExample, DirectiveSegment, Rule } from '@rulebook/papers'
import type { LoadedPaper } from '../papers.ts'

/**
 * What a paper adds to a rule for whoever is about to apply it: its fullest form, what to write and what not
 * to, and where to read when it does not apply. `null` when no paper has the rule.
 */
export function ruleGuide(papers: readonly LoadedPaper[], id: string): string | null {
  for (const { paper } of papers) {
    const index = paper.rules.findIndex((rule) => rule.id === id)
    if (index === -1) continue
    const rule = paper.rules[index]!
    const next = paper.rules[index + 1]
    const examples = paper.examples.filter(
      ({ place }) =>
        place.line > rule.place.line && place.line < (next?.place.line ?? Number.POSITIVE_INFINITY),
    )
    return [
      fullestForm(rule),
      ...examples.map(codeBlock),
      `When it does not apply: ${paper.file}, or the resource ${paperAddress(paper.domain)}.`,
    ].join('\n\n')
  }
  return null
}

/** Address of the resource that is a domain's paper. */
export function paperAddress(domain: string): string {
  return `rulebook://papers/${domain}`
}

/** The last of a rule's forms; shortest first they stand in the paper. */
function fullestForm({ directives }: Rule): string {
  return directives.at(-1)!.segments.map(plain).join('')
}

function plain(segment: DirectiveSegment): string {
  switch (segment.type) {
    case 'text':
      return segment.value
    case 'code':
      return `\`${segment.value}\``
    case 'figure':
      return segment.text
  }
}

function codeBlock({ kind, code }: CodeExample): string {
  return `${kind === 'good' ? 'Write' : 'Not'}:\n\n\`\`\`python\n${code}\n\`\`\``
}
