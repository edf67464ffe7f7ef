import { renderDirective } from '@rulebook/distiller'
import type { Directive, Paper } from '@rulebook/papers'
import type { Finding } from '../papers.ts'
import { visibleLine } from '../visible.ts'

/**
 * Directives, in each of their forms, that no paper of the base has: what agents will be told anew. `base` is how
 * messages call it. A directive that only moved, or whose figures alone read otherwise, is as it was.
 */
export function changedDirectives(
  papers: readonly Paper[],
  before: readonly Paper[],
  base: string,
): Finding[] {
  const known = new Map(formsByRule(before))
  const anywhere = new Set([...known.values()].flat())
  return papers.flatMap(({ file, rules }) =>
    rules.flatMap(({ id, directives }) => {
      const forms = directives.map((directive) => ({ directive, text: readBy(directive) }))
      const gone = (known.get(id) ?? []).filter((text) => forms.every((form) => form.text !== text))
      return forms
        .filter(({ text }) => !anywhere.has(text))
        .map(({ directive, text }, index) => review(file, directive, text, gone[index], base))
    }),
  )
}

function formsByRule(papers: readonly Paper[]): [string, string[]][] {
  return papers.flatMap(({ rules }) =>
    rules.map(({ id, directives }): [string, string[]] => [id, directives.map(readBy)]),
  )
}

/** What an agent reads, with the target of each figure, between characters that no paper has, in place of its text. */
function readBy(directive: Directive): string {
  return renderDirective(directive, ({ type, id }) => {
    const name = id.slice(id.indexOf('/') + 1)
    return `\0${type === 'claim' ? '#' : 'bench:'}${name}\0`
  })
}

function review(
  file: string,
  { place, end }: Directive,
  text: string,
  old: string | undefined,
  base: string,
): Finding {
  const message =
    old === undefined
      ? `Review this directive, which is new since ${base}: ${quoted(text)}`
      : `Review this directive, which changed since ${base}, from ${quoted(old)} to ${quoted(text)}`
  const { line, column } = place
  const region = { line, column, endLine: end.line, endColumn: end.column }
  return { rule: 'directive-changed', severity: 'note', file, ...region, message: visibleLine(message) }
}

/** A figure stands as `{#loop-entry}`: in brackets, readers of SARIF would take it for a link. */
function quoted(text: string): string {
  return `“${text.replaceAll(/\0(.*?)\0/g, '{$1}')}”`
}
