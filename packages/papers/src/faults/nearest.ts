import { closest, distance } from 'fastest-levenshtein'

/** Names compared at most: more would let one file keep the checker busy for minutes. */
const most = 1000

/** `; did you mean X?` for the known name nearest to `name`, or the empty string when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const reach = Math.max(2, Math.ceil(name.length / 2))
  const candidates: string[] = []
  for (const candidate of known) {
    if (candidates.length === most) break
    if (Math.abs(candidate.length - name.length) <= reach) candidates.push(candidate)
  }
  if (candidates.length === 0) return ''
  const nearest = closest(name, candidates)
  return distance(name, nearest) <= reach ? `; did you mean ${nearest}?` : ''
}
