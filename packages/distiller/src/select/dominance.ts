/** An item in the shortest of its forms; of equal ones in the first. */
export interface ShortItem {
  id: string
  domain: string
  value: number
  tokens: number
  form: number
}

/**
 * Leave out items that no best choice under the budget can hold. Say that an item dominates
 * another when it costs no more tokens, is worth no less, and, where both are equal, has the id
 * that sorts first. An item x is left out when (a) its domain has a dominator of it and (b) all its
 * dominators of any domain together with x cost more than the budget. For then a choice that holds
 * x can be made better: if x alone covers its domain, put (a) in its place; else some dominator is
 * not chosen, since not all fit beside x: put that one in its place. O(n log n).
 */
export function relevantItems(items: readonly ShortItem[], budget: number): ShortItem[] {
  const sorted = items.filter(({ tokens }) => tokens <= budget).sort(bestFirst)
  const cheapest = new Map<string, number>()
  const spent = new PrefixSums(budget)
  return sorted.filter(({ domain, tokens }) => {
    // Whatever came before is worth no less; those that cost no more dominate.
    const inDomain = (cheapest.get(domain) ?? Number.POSITIVE_INFINITY) <= tokens
    const ruledOut = inDomain && spent.upTo(tokens) + tokens > budget
    if (!inDomain) cheapest.set(domain, tokens)
    spent.add(tokens)
    return !ruledOut
  })
}

function bestFirst(a: ShortItem, b: ShortItem): number {
  return b.value - a.value || a.tokens - b.tokens || (a.id < b.id ? -1 : 1)
}

/** Tokens spent by items of at most so many tokens each: a Fenwick tree (Fenwick 1994). */
class PrefixSums {
  readonly #sums: Float64Array

  constructor(largest: number) {
    this.#sums = new Float64Array(largest + 1)
  }

  add(tokens: number): void {
    for (let i = tokens; i < this.#sums.length; i += i & -i) this.#sums[i]! += tokens
  }

  upTo(tokens: number): number {
    let sum = 0
    for (let i = tokens; i > 0; i -= i & -i) sum += this.#sums[i]!
    return sum
  }
}
