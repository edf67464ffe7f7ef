import type { Nodes, Parents } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { findSections, isFigureLink, spanOf } from './body.ts'
import type { Faults } from './fault.ts'
import { type FigureScope, isHeadingLink } from './figures.ts'
import type { ReadFrontmatter } from './frontmatter.ts'
import { findMeasured } from './measured-text.ts'
import { meantTarget } from './mistaken-target.ts'
import { directivesOf } from './rules.ts'

/** Sections whose numbers describe the method or are other people's. */
const exempt = ['What was measured', 'References', 'Evidence']

/** Nodes whose text is not prose: code, and italics, which mark cited values. */
const skipped = new Set(['code', 'inlineCode', 'definition', 'emphasis', 'html'])

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
  // In directives they are faults, told of with the rules.
  for (const directive of directivesOf(scope.body)) exemptNodes.add(directive)
  const elsewhere = new Set(
    scope.body.tree.children.flatMap((node) =>
      node.type === 'definition' && isFigureLink(node) ? [node.identifier] : [],
    ),
  )
  visit(scope.body.tree, (node: Nodes, _index: number | undefined, parent: Parents | undefined) => {
    if (exemptNodes.has(node) || skipped.has(node.type)) return SKIP
    if (node.type === 'linkReference' && elsewhere.has(node.identifier)) return SKIP
    // The text of a figure belongs to the pipeline; a faulty one is told of with the figures.
    if (node.type === 'link' || node.type === 'image') {
      const figure = isFigureLink(node) ? !isHeadingLink(node, scope) : meantTarget(node.url, scope) !== null
      if (figure) return SKIP
    }
    const image = node.type === 'image' || node.type === 'imageReference'
    if (node.type !== 'text' && !image) return undefined
    const { start, end } = spanOf(node)
    const [text, at] = image ? [node.alt ?? '', start + '!['.length] : [scope.text.slice(start, end), start]
    for (const found of findMeasured(text)) {
      warn(found.number, at + found.start + scope.shift, parent?.type === 'heading', faults)
    }
    return undefined
  })
}

/** The same for the title and the summary, which hold no figures. */
export function warnOfMeasuredNumbersInFrontmatter(frontmatter: ReadFrontmatter, faults: Faults): void {
  for (const key of ['title', 'summary'] as const) {
    for (const { number, start } of findMeasured(frontmatter.data[key])) {
      warn(number, frontmatter.textAt([key]) + start, true, faults)
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
