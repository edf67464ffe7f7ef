import type { Faults } from '../faults/fault.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import { limits } from '../faults/limits.ts'

/**
 * Refuse what a parser would take too long over: files too large, lines too long, nesting too
 * deep, more markup than its parser, whose time grows with the square of some of it, does in a
 * second or so. Linear in the size of the text. True when the paper may be parsed.
 */
export function withinLimits(text: string, faults: Faults): boolean {
  if (text.length > limits.fileBytes) {
    faults.add({
      rule: 'limit-size',
      at: 0,
      message: `Unexpected file of ${text.length} characters, expected at most ${limits.fileBytes}; split the paper`,
    })
    return false
  }
  let links = 0
  let lines = 0
  let markers = 0
  let marks = 0
  let headings = 0
  let offset = 0
  let fine = true
  const refuse = (rule: FaultRule, at: number, message: string) => {
    if (fine) faults.add({ rule, at, message })
    fine = false
  }
  for (const line of text.split('\n')) {
    const opening = markersOf(line)
    markers += opening
    marks = /^[\s>]*$/.test(line) ? 0 : marks + (line.match(/[[\]*_`<&\\~!]/g)?.length ?? 0)
    if (line.length > limits.line) {
      refuse(
        'limit-line',
        offset,
        `Unexpected line of ${line.length} characters, expected at most ${limits.line}; break it`,
      )
    } else if (Math.max(opening, lineDepth(line)) > limits.depth) {
      refuse('limit-depth', offset, `Unexpected nesting, expected at most ${limits.depth} levels; flatten it`)
    }
    if (++lines > limits.lines || markers > limits.markers || marks > limits.marks) {
      refuse(
        'limit-markup',
        offset,
        `Unexpected amount of markup, expected at most ${limits.lines} lines, ${limits.markers} markers of lists and quotes, and ${limits.marks} special characters in one paragraph; split it`,
      )
    }
    // Underlined headings count as well: any line of one kind of dash may be one.
    if (/^ {0,3}(?:#{1,6}(?:\s|$)|(?:=+|-+)\s*$)/.test(line) && ++headings > limits.headings) {
      refuse(
        'limit-headings',
        offset,
        `Unexpected heading, expected at most ${limits.headings} in a paper; split the paper`,
      )
    }
    for (let at = line.indexOf(']('); at !== -1; at = line.indexOf('](', at + 2)) {
      if (++links > limits.links) {
        refuse(
          'limit-links',
          offset + at,
          `Unexpected link, expected at most ${limits.links} in a paper; split the paper`,
        )
      }
    }
    offset += line.length + 1
  }
  return fine
}

/** Markers of lists and quotes that a line opens with. */
function markersOf(line: string): number {
  const prefix = /^(?:[\s>]|[-+*](?=\s)|\d{1,9}[.)](?=\s))*/.exec(line)?.[0] ?? ''
  return prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
}

/** An upper bound of the nesting that the rest of a line can open: indentation, brackets, emphasis. */
function lineDepth(line: string): number {
  const indentation = Math.floor((/^\s*/.exec(line)?.[0].length ?? 0) / 4)
  const brackets = depthOf(line, '[', ']')
  const braces = depthOf(line, '{', '}')
  const emphasis = Math.floor((line.match(/[*_~]+/g)?.length ?? 0) / 8)
  return Math.max(indentation, brackets, braces, emphasis)
}

function depthOf(line: string, open: string, close: string): number {
  let depth = 0
  let deepest = 0
  for (const character of line) {
    if (character === open) deepest = Math.max(deepest, ++depth)
    else if (character === close) depth = Math.max(0, depth - 1)
  }
  return deepest
}
