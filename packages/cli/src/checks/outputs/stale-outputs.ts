import path from 'node:path'
import { readRegularFile } from '@rulebook/bench/regular-file'
import { inLineEndsOf, withLineFeeds } from '../../files/line-ends.ts'
import type { Finding } from '../../findings/finding.ts'
import type { Workspace } from '../../repository/workspace.ts'
import { type LineDifference, lineDifferences } from './line-differences.ts'

/** How much larger a file may be and still be compared line by line. */
const mostTimes = 4
const mostMore = 2 ** 16
/** Differences told of one file; more are counted. */
const mostTold = 20

/**
 * Every byte in which the files on disk are not what `texts` (by absolute path) says they should be;
 * the CR LF of a checkout in all lines of a file is no difference. `mend` is the command that writes
 * the rulebook and the evidence as they should be; of evidence that cannot be read (`brokenEvidence` says
 * why) that alone is told.
 */
export async function staleOutputs(
  { root, paths }: Workspace,
  texts: ReadonlyMap<string, string>,
  mend: string,
  brokenEvidence: string | null,
): Promise<Finding[]> {
  const current = new Map([...texts.keys()].map((file) => [file, readRegularFile(file, { follow: true })]))
  const isStale = (file: string) => {
    const bytes = current.get(file)
    return !bytes?.equals(Buffer.from(inLineEndsOf(bytes.toString('utf8'), texts.get(file)!)))
  }
  // Papers are brought up to date from the evidence, once that is what it should be.
  const distilled = [paths.rulebook, paths.evidence, ...paths.copies]
  const fix = (file: string) => (distilled.includes(file) || isStale(paths.evidence) ? mend : 'rulebook sync')
  return [...texts].flatMap(([file, expected]) => {
    if (!isStale(file)) return []
    const name = path.relative(root, file).split(path.sep).join('/')
    const stale = (message: string, place: Partial<Finding> = {}): Finding => {
      return {
        rule: 'stale',
        severity: 'error',
        file: name,
        ...place,
        message: `${message}; run \`${fix(file)}\``,
      }
    }
    if (file === paths.evidence && brokenEvidence !== null) {
      return [
        {
          rule: 'stale',
          severity: 'error',
          file: name,
          message: brokenEvidence.replaceAll(/\s*\n\s*/g, ' '),
        },
      ]
    }
    const bytes = current.get(file)
    if (!bytes) return [stale('Unexpected absence, expected what the published runs and the papers give')]
    if (bytes.length > mostTimes * Buffer.byteLength(expected) + mostMore) {
      return [stale(`Unexpected ${bytes.length} bytes, expected ${Buffer.byteLength(expected)}`)]
    }
    const text = withLineFeeds(bytes.toString('utf8'))
    const found = lineDifferences(text, withLineFeeds(expected))
    if (found.length === 0) return [stale('Unexpected bytes that are not UTF-8, expected UTF-8')]
    const told = found.slice(0, mostTold).map((difference) => {
      const of = file === paths.evidence ? entryAt(text, difference) : ''
      return stale(`Unexpected ${difference.found}${of}, expected ${difference.expected}`, {
        line: difference.line,
        column: difference.column,
      })
    })
    const [next] = found.slice(mostTold)
    if (!next) return told
    const more = found.length - told.length
    const places = more === 1 ? 'one more place' : `${more} more places from here on`
    return [
      ...told,
      stale(`Unexpected content in ${places}, expected other`, { line: next.line, column: next.column }),
    ]
  })
}

/** Which entry of the evidence a line belongs to: the id last named above it. */
function entryAt(text: string, { line }: LineDifference): string {
  const above = text.split('\n').slice(0, line)
  const id = above.findLast((candidate) => /^ {6}"id": /.test(candidate))
  return id ? ` in ${JSON.parse(id.trim().replace(/^"id": |,$/g, ''))}` : ''
}
