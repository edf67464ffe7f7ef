import type { Link } from 'mdast'
import { visit } from 'unist-util-visit'
import { type Body, findSection, isFigureLink, spanOf } from './body.ts'
import type { DomainBenchmarks } from './catalogue-view.ts'
import type { Faults } from './fault.ts'
import { didYouMean } from './nearest.ts'
import type { Claim, Figure, FigureTarget } from './paper.ts'

/** What figure links are resolved against. */
export interface FigureScope {
  text: string
  /** Code units that a byte order mark took in front of `text`. */
  shift: number
  domain: string
  claims: ReadonlyMap<string, Claim>
  /** Names of claims that stand in the frontmatter but are faulty; links to them are no further fault. */
  claimNames: ReadonlySet<string>
  benchmarks: DomainBenchmarks
  body: Body
}

/** The figures of a paper, outside its Evidence section. Faulty links are reported and left out. */
export function readFigures(scope: FigureScope, faults: Faults): Figure[] {
  const evidence = findSection(scope.body, 'Evidence')
  const from = evidence ? spanOf(evidence.heading).start : Number.POSITIVE_INFINITY
  const last = evidence?.content.at(-1)
  const to = evidence ? spanOf(last ?? evidence.heading).end : 0
  const figures: Figure[] = []
  visit(scope.body.tree, 'link', (link) => {
    const { start } = spanOf(link)
    if (!isFigureLink(link) || (start >= from && start < to)) return
    const figure = readFigure(link, scope, faults)
    if (figure) figures.push(figure)
  })
  return figures
}

function readFigure(link: Link, scope: FigureScope, faults: Faults): Figure | null {
  const { start, end } = spanOf(link)
  const target = resolveTarget(link.url, scope)
  if (target === 'heading') return null
  if ('problem' in target) {
    faults.add({ rule: target.rule, at: start + scope.shift, to: end + scope.shift, message: target.problem })
    return null
  }
  const [only, ...others] = link.children
  const span = only && spanOf(only)
  const source = span ? scope.text.slice(span.start, span.end) : ''
  if (only?.type !== 'text' || others.length > 0 || source !== only.value || /[\r\n]/.test(source)) {
    faults.add({
      rule: 'figure-text',
      at: start + scope.shift,
      to: end + scope.shift,
      message:
        'Unexpected text of a figure link, expected one plain text on one line, such as [350×](#claim)',
    })
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

/** What a link's URL points at: a figure's target, a heading, or nothing known. */
export function resolveTarget(
  url: string,
  scope: FigureScope,
): FigureTarget | 'heading' | { rule: string; problem: string } {
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
  const slugs = scope.body.sections.map((section) => section.slug)
  if (slugs.includes(name)) return 'heading'
  const hint = didYouMean(name, [...scope.claimNames, ...slugs])
  return {
    rule: 'unknown-claim',
    problem: `Unexpected link to “${url}”, expected a claim or heading of this paper${hint}`,
  }
}
