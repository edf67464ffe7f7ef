import { type Expression, type FigureTarget, type Paper, parsePaper } from '@rulebook/papers'
import { parseBody } from '../../papers/src/body/body.ts'
import { evaluate } from '../src/evidence/estimate.ts'
import type { EvidenceFile } from '../src/evidence-file.ts'
import { figureText } from '../src/figures/figure-text.ts'
import { figureKey, lineFiguresOf } from '../src/figures/figure-texts.ts'
import { spanOf, spansOf } from './shown-span.ts'

type Entry = EvidenceFile['claims'][number] | EvidenceFile['benchmarks'][number]
type Span = readonly [number, number]
type Catalogue = Parameters<typeof parsePaper>[1]

/** A figure as a reader sees it. */
export interface ShownFigure {
  /** File and line. */
  place: string
  key: string
  target: FigureTarget
  text: string
}

/** A paper's figures, and those of each row of its tables, as they stand in its text. */
export function figuresShown(
  file: string,
  content: string,
  catalogue: Catalogue,
): { paper: Paper; figures: ShownFigure[]; rows: ShownFigure[][] } {
  const { paper, file: told } = parsePaper({ path: file, content }, catalogue)
  if (!paper) throw new Error(told.messages.map(String).join('\n'))
  const shown = ({
    target,
    start,
    end,
    place,
  }: Paper['figures'][number]): ShownFigure & { start: number } => {
    return {
      place: `${file}:${place.line}`,
      key: figureKey(target),
      target,
      text: content.slice(start, end),
      start,
    }
  }
  const figures = paper.figures.map(shown)
  // Blank lines in the place of the frontmatter keep every offset.
  const body = content.replace(/^---\n.*?\n---\n/s, (matter) => matter.replaceAll(/[^\n]/g, ' '))
  const tables = parseBody(body).tree.children.filter((node) => node.type === 'table')
  const rows = tables.flatMap(({ children }) =>
    children.map(({ position }) => {
      const [from, to] = [position!.start.offset!, position!.end.offset!]
      return figures.filter(({ start }) => start >= from && start < to)
    }),
  )
  return { paper, figures, rows }
}

/** The figures of a paper's directives as the rulebook shows them. */
export function figuresInLines({ rules, file }: Paper, evidence: EvidenceFile): ShownFigure[] {
  const texts = lineFiguresOf(evidence)
  return rules.flatMap(({ directives }) =>
    directives.flatMap(({ segments, place }) =>
      segments.flatMap((segment) => {
        if (segment.type !== 'figure') return []
        const key = figureKey(segment.target)
        return [{ place: `${file}:${place.line}`, key, target: segment.target, text: texts.get(key) ?? '?' }]
      }),
    ),
  )
}

/** The entries of the evidence, by the key of their figures. */
function entriesOf({ claims, benchmarks }: EvidenceFile): Map<string, Entry> {
  return new Map([
    ...claims.map((claim): [string, Entry] => [figureKey({ type: 'claim', id: claim.id }), claim]),
    ...benchmarks.map((cost): [string, Entry] => [figureKey({ type: 'benchmark', id: cost.id }), cost]),
  ])
}

/**
 * Figures that do not lie in the interval that the evidence gives beside them, up to rounding; each end of a
 * range in that of its run, a rank in its order. What has no evidence shows nothing.
 */
export function outsideIntervals(figures: readonly ShownFigure[], evidence: EvidenceFile): string[] {
  const entries = entriesOf(evidence)
  return figures.flatMap(({ place, key, text }) => {
    const entry = entries.get(key)
    const isTrue = entry && entry.runs.length > 0 ? isInside(text, entry) : text === '?'
    return isTrue ? [] : [`${place}: ${key} shows ${text}`]
  })
}

function isInside(text: string, entry: Entry): boolean {
  if (entry.kind === 'rank') return text === figureText(entry)
  const sorted = entry.runs.toSorted((a, b) => a.estimate - b.estimate)
  const spans = spansOf(text)
  if (/^(?:over|under) /.test(text))
    return overlap(spans[0]!, sorted.at(text.startsWith('over') ? 0 : -1)!.interval)
  if (spans.length === 1) return overlap(spans[0]!, entry.runs[0]!.interval)
  return overlap(spans[0]!, sorted[0]!.interval) && overlap(spans[1]!, sorted.at(-1)!.interval)
}

/**
 * Rows that contradict themselves: a claim beside the costs of everything that it compares, whose value no
 * costs that are shown can give, however they were rounded and whatever their intervals allow.
 */
export function contradictions(
  rows: readonly ShownFigure[][],
  { claims }: Paper,
  evidence: EvidenceFile,
): string[] {
  const entries = entriesOf(evidence)
  const spanShown = ({ key, text }: ShownFigure): Span =>
    hull(spanOf(text), ...entries.get(key)!.runs.map(({ interval }) => interval))
  return rows.flatMap((row) => {
    const measured = row.filter(({ text }) => text !== '?')
    const costs = new Map(
      measured.flatMap((figure) => (figure.target.type === 'benchmark' ? [[figure.target.id, figure]] : [])),
    )
    return measured.flatMap((figure) => {
      const claim = claims.find(({ id }) => figure.target.type === 'claim' && id === figure.target.id)
      if (!claim || claim.kind === 'rank' || !claim.benchmarks.every((id) => costs.has(id))) return []
      const spans = claim.benchmarks.map((id): [string, Span] => [id, spanShown(costs.get(id)!)])
      const value = hull(...corners(spans).map((cost) => valueAt(claim.expression, cost)))
      return overlap(value, spanShown(figure))
        ? []
        : [`${figure.place}: ${figure.text} beside ${[...costs.values()].map(({ text }) => text).join(', ')}`]
    })
  })
}

function valueAt(expression: Expression, cost: ReadonlyMap<string, number>): Span {
  const value = evaluate(expression, (id) => cost.get(id)!)
  return [value, value]
}

/** Every choice of an end of each span. */
function corners(spans: readonly [string, Span][]): Map<string, number>[] {
  return spans.reduce<Map<string, number>[]>(
    (all, [id, ends]) => all.flatMap((corner) => ends.map((end) => new Map([...corner, [id, end]]))),
    [new Map()],
  )
}

function hull(...spans: Span[]): Span {
  return [Math.min(...spans.map(([low]) => low)), Math.max(...spans.map(([, high]) => high))]
}

function overlap([a, b]: Span, [c, d]: Span): boolean {
  // Ends that are equal are not so after scaling.
  const slack = 1e-9 * Math.max(Math.abs(a), Math.abs(d))
  return a <= d + slack && c <= b + slack
}
