import type { Nodes, Parents } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { findSections, spanOf } from './body.ts'
import type { Faults } from './fault.ts'
import type { FigureScope } from './figures.ts'
import type { ReadFrontmatter } from './frontmatter.ts'

/** A number with a unit that measurements come in, or a factor in words. */
const measured =
  /(?<![\w.-])\d[\d,]*(?:\.\d+)?(?:\s?(?:×|µs\b|μs\b|us\b|ns\b|ms\b|kB\b|KB\b|KiB\b|MB\b|MiB\b|B\b|bytes\b|%)|\s(?:s|seconds?|(?:nano|micro|milli)seconds?|percent)\b|(?:x|-fold)\b|\s(?:times|fold)\s(?:as|faster|slower|cheaper|more|less|the)\b)/g

/** Sections whose numbers describe the method or are other people's. */
const exempt = ['What was measured', 'References', 'Evidence']

/** Nodes whose text is not prose: code, links (figures among them), and italics, which mark cited values. */
const skipped = new Set(['code', 'inlineCode', 'link', 'linkReference', 'definition', 'emphasis', 'html'])

/**
 * Warn of numbers that look measured but are no figures: they would go stale unseen. Cited values
 * and settings are set in *italics*; sections on method and references are left alone.
 */
export function warnOfMeasuredNumbers(scope: FigureScope, faults: Faults): void {
  const exemptNodes = new Set<Nodes>()
  for (const title of exempt) {
    for (const section of findSections(scope.body, title)) {
      exemptNodes.add(section.heading)
      for (const node of section.content) exemptNodes.add(node)
    }
  }
  visit(scope.body.tree, (node: Nodes, _index: number | undefined, parent: Parents | undefined) => {
    if (exemptNodes.has(node) || skipped.has(node.type)) return SKIP
    if (node.type !== 'text') return undefined
    const { start, end } = spanOf(node)
    const source = scope.text.slice(start, end)
    for (const { index, 0: number } of source.matchAll(measured)) {
      warn(number, start + index + scope.shift, parent?.type === 'heading', faults)
    }
    return undefined
  })
}

/** The same for the title and the summary, which hold no figures. */
export function warnOfMeasuredNumbersInFrontmatter(frontmatter: ReadFrontmatter, faults: Faults): void {
  for (const key of ['title', 'summary'] as const) {
    for (const { index, 0: number } of frontmatter.data[key].matchAll(measured)) {
      warn(number, frontmatter.textAt([key]) + index, true, faults)
    }
  }
}

function warn(number: string, at: number, wordsOnly: boolean, faults: Faults): void {
  const expected = wordsOnly
    ? 'words, since no figure can stand here; move the number into the text as a figure link'
    : `a figure link such as [${number}](#claim); set cited values and settings in *italics*`
  faults.add({
    rule: 'measured-number',
    at,
    to: at + number.length,
    message: `Unexpected bare number “${number}”, expected ${expected}`,
    warning: true,
  })
}
