import type { Faults } from '../faults/fault.ts'
import type { TriedVersion } from '../paper.ts'
import { findSections, spanOf } from './body.ts'
import type { FigureScope } from './figure-scope.ts'
import { nodesByType } from './nodes.ts'

/** Words for something that was done here, and not explained. */
const done =
  /\b(?:benchmarked|checked|confirmed|held|holds?|measured|reproduced|reran|tested|timed|tried|verified)\b/i
/** Sentences about what others measured. */
const others = /\b(?:cite[sd]?|citing|published|source|source's)\b/i
/** A version with the word before it: `since 3.11` tells what Python does, not where something was tried. */
const named =
  /(?<!\b(?:after|before|from|since|till|until|up to)\s+(?:C?Python\s+)?)(?<=\s|^)3\.\d+\b(?!\s*(?:times\b|[×%]))/gi

/**
 * The versions of CPython that the prose says something was tried or held on, each at its place.
 * References, the Evidence section and code are no prose.
 */
export function readTriedVersions({ body, text, shift }: FigureScope, faults: Faults): TriedVersion[] {
  const skipped = new Set(
    ['References', 'Evidence'].flatMap((title) =>
      findSections(body, title).flatMap(({ content }) =>
        content.flatMap((node) => nodesByType(node)('paragraph')),
      ),
    ),
  )
  return body.nodes('paragraph').flatMap((paragraph) => {
    const { start, end } = spanOf(paragraph)
    if (skipped.has(paragraph)) return []
    return sentencesOf(text.slice(start, end)).flatMap(({ sentence, at }) => {
      if (!done.test(sentence) || others.test(sentence)) return []
      return Array.from(sentence.matchAll(named), ({ index, 0: version }) => ({
        version,
        place: faults.point(start + at + index + shift),
      }))
    })
  })
}

function sentencesOf(prose: string): { sentence: string; at: number }[] {
  return Array.from(prose.matchAll(/\S(?:[^.!?:;]|[.!?:;](?!\s))*/g), ({ index, 0: sentence }) => ({
    sentence,
    at: index,
  }))
}
