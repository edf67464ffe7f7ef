import type { Definition, Image, Link } from 'mdast'
import { didYouMean } from '../faults/nearest.ts'
import { isFigureLink } from './body.ts'
import { type FigureScope, isHeadingLink } from './figure-scope.ts'

/**
 * The target that a URL was meant to be when it names a claim or a benchmark without its prefix,
 * behind another, or by the paper's own file: `#miss` for `miss`, `bench:set_miss` for
 * `Bench:set_miss`. `null` for any other URL.
 */
export function meantTarget(url: string, scope: FigureScope): string | null {
  if (isFigureLink({ url }) || /^(?:https?|mailto):/i.test(url)) return null
  const [, scheme = '', name = ''] = /^([a-z]+:(?:\/\/)?)?(.*)$/is.exec(url)!
  const [, path, fragment] = /^(.*)#([^#]*)$/s.exec(name) ?? []
  if (path !== undefined && path.split('/').at(-1) === `${scope.domain}.md`) {
    return scope.claimNames.has(fragment!) ? `#${fragment}` : null
  }
  const plain = name.replace(/^(?:\.\/|\/)/, '').replace(`${scope.domain}/`, '')
  const claim = plain.replace(/^#/, '')
  if (scope.claimNames.has(claim)) return `#${claim}`
  const bench =
    scheme !== '' && (/^bench/i.test(scheme) || didYouMean(scheme.toLowerCase(), ['bench:']) !== '')
  return bench || scope.benchmarks.get(plain) ? `bench:${plain}` : null
}

/** What is wrong with a node whose URL should be that of a figure; `null` when nothing is. */
export function mistakenTarget(node: Definition | Image | Link, scope: FigureScope): string | null {
  const meant = meantTarget(node.url, scope)
  if (meant) return `Unexpected target “${node.url}”, expected that of a figure; write ${meant}`
  const claim = node.type === 'image' && isFigureLink(node) && !isHeadingLink(node, scope)
  return claim ? `Unexpected image of a figure “${node.url}”, expected a link to it; remove the “!”` : null
}
