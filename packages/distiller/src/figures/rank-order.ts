import type { RankedEntry } from '../evidence/evidence.ts'

/**
 * The order that all measurements agree on, as the first has it, in groups of entries that are tied: an entry
 * is tied with the one before it unless every one puts everything up to there before everything from
 * there on. Those without an order say nothing.
 */
export function commonOrder(orders: readonly RankedEntry[][]): string[][] {
  const measured = orders.filter((order) => order.length > 0)
  const [first = []] = measured
  const places = measured.map((order) => placesOf(groupsOf(order)))
  return groupsOf(
    first.map(({ benchmark }, n) => {
      const isCut = places.every((place) => {
        const before = first.slice(0, n).map((entry) => place.get(entry.benchmark)!)
        const after = first.slice(n).map((entry) => place.get(entry.benchmark)!)
        return Math.max(...before) < Math.min(...after)
      })
      return { benchmark, tied: n > 0 && !isCut }
    }),
  )
}

function groupsOf(order: readonly RankedEntry[]): string[][] {
  const groups: string[][] = []
  for (const { benchmark, tied } of order) {
    if (tied) groups.at(-1)!.push(benchmark)
    else groups.push([benchmark])
  }
  return groups
}

/** Place of each entry; tied ones share theirs. */
function placesOf(order: readonly string[][]): Map<string, number> {
  return new Map(order.flatMap((group, place) => group.map((entry) => [entry, place])))
}

/** `f-strings ≈ %s > .format()`: cheapest first, `≈` where two cannot be distinguished. */
export function formatOrder(order: readonly string[][]): string {
  return order.map((group) => group.join(' ≈ ')).join(' > ')
}

/** An order of labels is kept until a pair that was distinguished is the other way round, or tied firsts part. */
export function orderStands(shown: readonly string[][], measured: readonly string[][]): boolean {
  const places = placesOf(measured)
  const labels = shown.flat()
  const sameLabels = new Set(labels).size === labels.length && labels.length === places.size
  if (!sameLabels || !labels.every((label) => places.has(label))) return false
  const placed = labels.map((label) => places.get(label)!)
  const inOrder = placed.every((place, n) => n === 0 || place >= placed[n - 1]!)
  const firstPlace = shown[0]!.length === 1 || placed[1] === placed[0]
  return inOrder && firstPlace
}
