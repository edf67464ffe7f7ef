import type { InlineCode, Paragraph, PhrasingContent, Text } from 'mdast'
import { spanOf } from '../body/body.ts'
import type { FigureScope } from '../body/figure-scope.ts'
import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { scriptsOf } from '../safety/script.ts'
import { findPlacesInCode, findPlacesInProse, findPlacesInString } from '../safety/unsafe-place.ts'
import type { ShownCode } from './shown-code.ts'

/** What only code has; in prose it would be code that no example shows. */
const codeSigns = /[\w)\]]\(|[={}[\]\\^@$<>]|(?<!\w)--?[a-z]|[a-z]_[a-z]|\b__\w|(?<=^|\s)\.\w/i

/**
 * Refuse what leads out of code in a directive (paths, hosts, shell), code that the paper does not show in
 * an example or measure in its suite, code in prose, and more than one script.
 */
export function refuseDirectiveCode(
  paragraph: Paragraph,
  shown: ShownCode,
  scope: FigureScope,
  faults: Faults,
): void {
  const { prose, code } = partsOf(paragraph)
  const refuse = (rule: FaultRule, node: PhrasingContent, message: string) => {
    const { start, end } = spanOf(node)
    faults.add({ rule, at: start + scope.shift, to: end + scope.shift, message })
  }
  for (const node of prose) {
    const [place] = findPlacesInProse(node.value)
    const sign = codeSigns.exec(node.value.normalize('NFKC'))?.[0]
    if (place) refuse('unsafe-place', node, outOfCode(place.what))
    else if (sign !== undefined)
      refuse(
        // Signs of markup are unsafe whatever they were meant for.
        /[<>[\]\\@]/.test(sign) ? 'unsafe-directive' : 'directive-code',
        node,
        `Unexpected code “${sign}” in the prose of a directive, expected words; put code in backticks and show it in an example`,
      )
  }
  for (const node of code) {
    const where = shown.find(node.value)
    const [place] = where === 'string' ? findPlacesInString(node.value) : findPlacesInCode(node.value)
    if (place) refuse('unsafe-place', node, outOfCode(place.what))
    else if (where === null)
      refuse(
        'directive-code',
        node,
        `Unexpected code “${node.value}” in a directive, expected code of the paper's good and bad examples or of its suite, token for token; show it in an example`,
      )
  }
  refuseOtherScripts(prose, code, refuse)
}

function outOfCode(what: string): string {
  return `Unexpected ${what} in a directive, expected a rule about code; remove it`
}

/** Prose is of one script; code of the same, or Latin. */
function refuseOtherScripts(
  prose: readonly Text[],
  code: readonly InlineCode[],
  refuse: (rule: FaultRule, node: PhrasingContent, message: string) => void,
): void {
  const [first = 'Latin', ...others] = scriptsOf(prose.map(({ value }) => value).join(' '))
  const message = (found: string[]) =>
    `Unexpected letters of ${[first, ...found].join(' and ')} in one directive, expected one script; write it in one language`
  if (others.length > 0)
    refuse(
      'unsafe-script',
      prose.find(({ value }) => scriptsOf(value).some((script) => script !== first))!,
      message(others),
    )
  for (const node of code) {
    const found = scriptsOf(node.value).filter((script) => script !== first && script !== 'Latin')
    if (found.length > 0) refuse('unsafe-script', node, message(found))
  }
}

function partsOf(paragraph: Paragraph): { prose: Text[]; code: InlineCode[] } {
  const parts = { prose: [] as Text[], code: [] as InlineCode[] }
  const walk = (node: PhrasingContent): void => {
    if (node.type === 'text') parts.prose.push(node)
    else if (node.type === 'inlineCode') parts.code.push(node)
    else if (node.type === 'emphasis' || node.type === 'strong') node.children.forEach(walk)
  }
  paragraph.children.forEach(walk)
  return parts
}
