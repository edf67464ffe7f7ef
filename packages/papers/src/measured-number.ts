import type { Nodes, Parents } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { findSection, spanOf } from './body.ts'
import type { Faults } from './fault.ts'
import type { FigureScope } from './figures.ts'

/** A number with a unit that measurements come in, or a factor in words. */
const measured =
  /(?<![\w.-])\d[\d,]*(?:\.\d+)?(?:\s?(?:×|µs\b|μs\b|us\b|ns\b|ms\b|kB\b|KB\b|MB\b|B\b|%)|(?:x|-fold)\b|\s(?:times|fold)\s(?:as|faster|slower|cheaper|more|less|the)\b)/g

/** Sections whose numbers describe the method or are other people's. */
const exempt = new Set(['What was measured', 'References', 'Evidence'])

/** Nodes whose text is not prose: code, links (figures among them), and italics, which mark cited values. */
const skipped = new Set(['code', 'inlineCode', 'link', 'linkReference', 'emphasis', 'html', 'heading'])

/**
 * Warn of numbers that look measured but are no figures: they would go stale unseen. Cited values
 * and settings are set in *italics*; sections on method and references are left alone.
 */
export function warnOfMeasuredNumbers(scope: FigureScope, faults: Faults): void {
  const exemptNodes = new Set<Nodes>()
  for (const title of exempt) {
    for (const node of findSection(scope.body, title)?.content ?? []) exemptNodes.add(node)
  }
  visit(scope.body.tree, (node: Nodes, _index: number | undefined, _parent: Parents | undefined) => {
    if (exemptNodes.has(node) || skipped.has(node.type)) return SKIP
    if (node.type !== 'text') return undefined
    const { start, end } = spanOf(node)
    const source = scope.text.slice(start, end)
    for (const match of source.matchAll(measured)) {
      const at = start + match.index + scope.shift
      faults.add({
        rule: 'measured-number',
        at,
        to: at + match[0].length,
        message: `Unexpected bare number “${match[0]}”, expected a figure link such as [${match[0]}](#claim); set cited values and settings in *italics*`,
        warning: true,
      })
    }
    return undefined
  })
}
