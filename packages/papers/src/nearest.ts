import { closest, distance } from 'fastest-levenshtein'

/** `; did you mean X?` for the known name nearest to `name`, or the empty string when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const candidates = [...known]
  if (candidates.length === 0) return ''
  const nearest = closest(name, candidates)
  return distance(name, nearest) <= Math.max(2, Math.ceil(name.length / 2))
    ? `; did you mean ${nearest}?`
    : ''
}
