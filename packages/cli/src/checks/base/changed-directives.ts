import { renderDirective } from '@rulebook/distiller'
import type { Claim, Directive, Paper } from '@rulebook/papers'
import type { Finding } from '../../findings/finding.ts'
import { visibleLine } from '../../findings/visible-text.ts'

/**
 * Directives, in each of their forms, that no paper of the base has: what agents will be told anew. `base` is how
 * messages call it. A directive that only moved, or whose figures alone read otherwise, is as it was; one of which a
 * figure is that of another expression, or names what it ranks by other labels, is not.
 */
export function changedDirectives(
  papers: readonly Paper[],
  before: readonly Paper[],
  base: string,
): Finding[] {
  const known = new Map(before.flatMap(formsByRule))
  const anywhere = new Set([...known.values()].flat().map(({ meaning }) => meaning))
  return papers.flatMap((paper) =>
    formsByRule(paper).flatMap(([id, forms]) => {
      const gone = (known.get(id) ?? []).filter((old) =>
        forms.every(({ meaning }) => meaning !== old.meaning),
      )
      return forms
        .filter(({ meaning }) => !anywhere.has(meaning))
        .map(({ directive, text }, index) => review(paper.file, directive, text, gone[index]?.text, base))
    }),
  )
}

/** One form of a rule. */
interface Form {
  directive: Directive
  /** What an agent reads, with the target of each figure, between characters that no paper has, in place of its text. */
  text: string
  /** The same, with what each figure is worked out from. */
  meaning: string
}

function formsByRule({ rules, claims }: Paper): [id: string, forms: Form[]][] {
  const definitions = new Map(claims.map((claim) => [claim.id, definitionOf(claim)]))
  return rules.map(({ id, directives }) => [
    id,
    directives.map((directive) => ({
      directive,
      text: readBy(directive, () => ''),
      meaning: readBy(directive, (target) => definitions.get(target) ?? ''),
    })),
  ])
}

function definitionOf(claim: Claim): string {
  return JSON.stringify(claim.kind === 'rank' ? claim.entries : [claim.kind, claim.source])
}

function readBy(directive: Directive, definition: (target: string) => string): string {
  return renderDirective(directive, ({ type, id }) => {
    const name = id.slice(id.indexOf('/') + 1)
    return `\0${type === 'claim' ? '#' : 'bench:'}${name}${definition(id)}\0`
  })
}

function review(
  file: string,
  { place, end }: Directive,
  text: string,
  old: string | undefined,
  base: string,
): Finding {
  const message = `Review this directive, ${whatChanged(text, old, base)}`
  const { line, column } = place
  const region = { line, column, endLine: end.line, endColumn: end.column }
  return { rule: 'directive-changed', severity: 'note', file, ...region, message: visibleLine(message) }
}

function whatChanged(text: string, old: string | undefined, base: string): string {
  if (old === undefined) return `which is new since ${base}: ${quoted(text)}`
  if (old === text)
    return `of which a figure changed its expression or its labels since ${base}: ${quoted(text)}`
  return `which changed since ${base}, from ${quoted(old)} to ${quoted(text)}`
}

/** A figure stands as `{#loop-entry}`: in brackets, readers of SARIF would take it for a link. */
function quoted(text: string): string {
  return `“${text.replaceAll(/\0(.*?)\0/g, '{$1}')}”`
}
