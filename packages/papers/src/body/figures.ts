import type { Definition, Image, Link, Nodes } from 'mdast'
import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { didYouMean } from '../faults/nearest.ts'
import type { Figure, FigureTarget } from '../paper.ts'
import { isFigureLink, spanOf } from './body.ts'
import { type FigureScope, isHeadingLink } from './figure-scope.ts'
import { mistakenTarget } from './mistaken-target.ts'
import { nodesByType } from './nodes.ts'

/** The figures of a paper, outside its Evidence section. Faulty links are reported and left out. */
export function readFigures(scope: FigureScope, faults: Faults): Figure[] {
  const { nodes } = scope.body
  const figures: Figure[] = []
  const inHeadings = refuseInHeadings(scope, faults)
  for (const link of nodes('link')) {
    if (inEvidence(link, scope) || inHeadings.has(link) || refuseMistaken(link, scope, faults)) continue
    const figure = isFigureLink(link) ? readFigure(link, scope, faults) : null
    if (figure) figures.push(figure)
  }
  for (const node of [...nodes('image'), ...nodes('definition')]) refuseMistaken(node, scope, faults)
  refuseReferences(scope, faults)
  return figures
}

function refuseMistaken(node: Link | Image | Definition, scope: FigureScope, faults: Faults): boolean {
  const mistake = inEvidence(node, scope) ? null : mistakenTarget(node, scope)
  if (mistake) refuse(node, 'figure-target', mistake, scope, faults)
  return mistake !== null
}

function readFigure(link: Link, scope: FigureScope, faults: Faults): Figure | null {
  const { start } = spanOf(link)
  const target = resolveTarget(link.url, scope)
  if (target === 'heading') return null
  if ('problem' in target) {
    refuse(link, target.rule, target.problem, scope, faults)
    return null
  }
  const [only, ...others] = link.children
  const span = only && spanOf(only)
  const source = span ? scope.text.slice(span.start, span.end) : ''
  const plain =
    only?.type === 'text' && others.length === 0 && source === only.value && !/[\r\n]/.test(source)
  if (!plain || scope.text[start] !== '[') {
    refuse(
      link,
      'figure-text',
      'Unexpected text of a figure link, expected one plain text on one line; write it as [350×](#claim)',
      scope,
      faults,
    )
    return null
  }
  return {
    target,
    text: only.value,
    start: span!.start + scope.shift,
    end: span!.end + scope.shift,
    place: faults.point(span!.start + scope.shift),
  }
}

/** A figure in a heading would change the heading's anchor, and a rule's id, whenever it moves. */
function refuseInHeadings(scope: FigureScope, faults: Faults): ReadonlySet<Link> {
  const refused = new Set<Link>()
  for (const heading of scope.body.nodes('heading')) {
    // Most hold one text and nothing else.
    if (heading.children.length === 1 && heading.children[0]!.type === 'text') continue
    for (const link of nodesByType(heading)('link')) {
      if (!isFigureLink(link) || inEvidence(link, scope) || isHeadingLink(link, scope)) continue
      refused.add(link)
      refuse(
        link,
        'figure-heading',
        'Unexpected figure in a heading, whose anchor would change with it; expected it in the text below, move it there',
        scope,
        faults,
      )
    }
  }
  return refused
}

/** Figures written as `[350×][loop]` would never be found again by their text. */
function refuseReferences(scope: FigureScope, faults: Faults): void {
  const figures = new Set(
    scope.body
      .nodes('definition')
      .filter(isFigureLink)
      .map(({ identifier }) => identifier),
  )
  for (const link of scope.body.nodes('linkReference')) {
    if (!figures.has(link.identifier)) continue
    refuse(
      link,
      'figure-text',
      'Unexpected figure with its target elsewhere, expected both in one place; write it as [350×](#claim)',
      scope,
      faults,
    )
  }
}

/** What a link's URL points at: a figure's target, a heading, or nothing known. */
export function resolveTarget(
  url: string,
  scope: FigureScope,
): FigureTarget | 'heading' | { rule: FaultRule; problem: string } {
  if (url.startsWith('bench:')) {
    const name = url.slice('bench:'.length)
    const benchmark = scope.benchmarks.get(name)
    if (benchmark) return { type: 'benchmark', id: benchmark.id }
    const hint = didYouMean(name, scope.benchmarks.names)
    return {
      rule: 'unknown-benchmark',
      problem: `Unexpected benchmark “${name}”, expected one of the domain's suite${hint}`,
    }
  }
  const name = url.slice(1)
  if (scope.claimNames.has(name)) return { type: 'claim', id: `${scope.domain}/${name}` }
  if (scope.headings.has(name)) return 'heading'
  const hint = didYouMean(name, [...scope.claimNames, ...scope.headings])
  return {
    rule: 'unknown-claim',
    problem: `Unexpected link to “${url}”, expected a claim or heading of this paper${hint}`,
  }
}

function inEvidence(link: Nodes, { evidence }: FigureScope): boolean {
  const { start } = spanOf(link)
  return evidence !== null && start >= evidence.start && start < evidence.end
}

function refuse(link: Nodes, rule: FaultRule, message: string, { shift }: FigureScope, faults: Faults): void {
  const { start, end } = spanOf(link)
  faults.add({ rule, at: start + shift, to: end + shift, message })
}
