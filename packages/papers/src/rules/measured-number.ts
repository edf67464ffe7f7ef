import type { Image, Link, Nodes } from 'mdast'
import { findSections, isFigureLink, spanOf } from '../body/body.ts'
import { type FigureScope, isHeadingLink } from '../body/figure-scope.ts'
import { findMeasured } from '../body/measured-text.ts'
import { meantTarget } from '../body/mistaken-target.ts'
import type { Faults } from '../faults/fault.ts'
import type { ReadFrontmatter } from '../frontmatter/frontmatter.ts'
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
    scope.body
      .nodes('definition')
      .filter(isFigureLink)
      .map(({ identifier }) => identifier),
  )
  const walk = (node: Nodes, inHeading: boolean): void => {
    if (exemptNodes.has(node) || skipped.has(node.type)) return
    if (node.type === 'text') {
      const { start, end } = spanOf(node)
      warnOf(scope.text.slice(start, end), start + scope.shift, inHeading, faults)
    } else if (node.type === 'linkReference' && elsewhere.has(node.identifier)) {
      return
    } else if ((node.type === 'link' || node.type === 'image') && ownsText(node, scope)) {
      return
    } else if (node.type === 'image' || node.type === 'imageReference') {
      warnOf(node.alt ?? '', spanOf(node).start + '!['.length + scope.shift, inHeading, faults)
    }
    if ('children' in node)
      for (const child of node.children) walk(child, inHeading || node.type === 'heading')
  }
  walk(scope.body.tree, false)
}

/** The text of a figure belongs to the pipeline; a faulty one is told of with the figures. */
function ownsText(node: Link | Image, scope: FigureScope): boolean {
  return isFigureLink(node) ? !isHeadingLink(node, scope) : meantTarget(node.url, scope) !== null
}

/** The same for the title, the summary and reasons of bounds, which hold no figures. */
export function warnOfMeasuredNumbersInFrontmatter(frontmatter: ReadFrontmatter, faults: Faults): void {
  for (const key of ['title', 'summary'] as const) {
    warnOf(frontmatter.data[key], frontmatter.textAt([key]), true, faults)
  }
  for (const [name, claim] of Object.entries(frontmatter.data.claims)) {
    if ('why' in claim && claim.why !== undefined)
      warnOf(claim.why, frontmatter.textAt(['claims', name, 'why']), true, faults)
  }
}

/** Warn of the numbers of a text that stands at an offset of the file. */
function warnOf(text: string, at: number, wordsOnly: boolean, faults: Faults): void {
  for (const { number, start, end } of findMeasured(text)) {
    const expected = wordsOnly
      ? 'words, since no figure can stand here; move the number into the text as a figure link'
      : `a figure link such as [${number}](#claim); set cited values and settings in *italics*`
    faults.add({
      rule: 'measured-number',
      at: at + start,
      to: at + end,
      message: `Unexpected bare number “${number}”, expected ${expected}`,
      warning: true,
    })
  }
}
