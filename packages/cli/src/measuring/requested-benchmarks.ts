import { blocksOf, type CatalogueEntry } from '@rulebook/bench'
import { Failure } from '../findings/failure.ts'

/**
 * The blocks of the named domains (all by default) that hold `filter` in their id or in a member's.
 * A block is wanted whole: its members are measured side by side or not at all. Throws a Failure
 * for a domain that does not exist and for a filter that names nothing.
 */
export function blocksWanted(
  benchmarks: CatalogueEntry[],
  domains: readonly string[],
  filter = '',
): Map<string, CatalogueEntry[]> {
  const known = [...new Set(benchmarks.map((benchmark) => benchmark.domain))]
  const unknown = domains.filter((domain) => !known.includes(domain))
  if (unknown.length > 0) {
    throw new Failure(`Unexpected domain ${unknown.join(', ')}, expected of ${known.join(', ')}`)
  }
  const named = ([block, members]: [string, CatalogueEntry[]]) =>
    (domains.length === 0 || domains.includes(members[0]!.domain)) &&
    [block, ...members.map(({ id }) => id)].some((id) => id.includes(filter))
  const wanted = new Map([...blocksOf(benchmarks)].filter(named))
  if (wanted.size === 0) {
    throw new Failure(
      `Unexpected filter “${filter}” that no block or benchmark of ${(domains.length > 0 ? domains : known).join(', ')} has in its name, expected part of one; see \`rulebook measure --list\``,
    )
  }
  return wanted
}
