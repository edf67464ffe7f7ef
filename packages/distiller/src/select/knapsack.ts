import { relevantItems, type ShortItem } from './dominance.ts'

/** A rule that competes for the budget. */
export interface Item {
  /** Unique; `domain/…`, so that in the order of ids those of a domain stand together. */
  id: string
  /** Without a slash. */
  domain: string
  /** What keeping it is worth; a whole number ≥ 0, so that sums do not depend on their order. */
  value: number
  /** Tokens of each of its forms, whole numbers ≥ 1; at most one form is kept. */
  forms: readonly number[]
}

/** The chosen form of each kept item, by id. */
export type Choice = Map<string, number>

/** Domains that count as covered from the start. */
type Covered = ReadonlySet<string>

/**
 * Choose items under a budget of tokens: the most domains covered, then the greatest sum of values,
 * then the fewest tokens, then the ids that sort first. Throws a RangeError for an item that is not
 * as {@link Item} says, or a budget that is not a number.
 */
export function select(items: readonly Item[], budget: number): Choice {
  return selector(items, budget)(budget)
}

/**
 * Solve a selection for every budget up to `largest` at once; the answer gives the choice under one
 * of them. Exact: dynamic programming over a multiple-choice knapsack (Kellerer, Pferschy &
 * Pisinger 2004, chapter 11), with one more bit of state for "the current domain is covered". All
 * forms of an item are worth the same, so only its shortest competes; items that others rule out
 * are left away first. Time O(items × budget), memory one byte an item and token.
 */
export function selector(
  items: readonly Item[],
  largest: number,
  covered: Covered = new Set(),
): (budget: number) => Choice {
  if (Number.isNaN(largest)) throw new RangeError('The budget is NaN, expected a number of tokens')
  for (const item of items) checkItem(item)
  const short = items.map(shortest)
  // Beyond what all items cost together nothing changes.
  const everything = short.reduce((sum, { tokens }) => sum + tokens, 0)
  const width = Math.max(0, Math.min(Math.floor(largest), everything)) + 1
  const sorted = relevantItems(short, width - 1).sort(byId)
  // One domain outweighs all values together.
  const domainValue = sorted.reduce((sum, item) => sum + item.value, 0) + 1
  const table = new Table(width)
  const taken = sorted.map(() => new Uint8Array(width))
  for (let i = sorted.length - 1; i >= 0; i--) {
    const item = sorted[i]!
    const sameDomainNext = sorted[i + 1]?.domain === item.domain
    table.step(item, covered.has(item.domain) ? 0 : domainValue, sameDomainNext, taken[i]!)
  }
  return (budget) => follow(sorted, taken, Math.min(Math.floor(budget), width - 1))
}

function shortest({ id, domain, value, forms }: Item): ShortItem {
  const tokens = Math.min(...forms)
  return { id, domain, value, tokens, form: forms.indexOf(tokens) }
}

/** Order by id alone, which decides ties; what begins with one `domain/` stands together in it. */
function byId(a: ShortItem, b: ShortItem): number {
  return a.id < b.id ? -1 : 1
}

/** What the table is built on: without it the answer is wrong, or none ever comes. */
function checkItem({ id, domain, value, forms }: Item): void {
  const odd = forms.find((tokens) => !Number.isSafeInteger(tokens) || tokens < 1)
  if (odd !== undefined) {
    throw new RangeError(`${id} has a form of ${odd} tokens, expected a whole number of at least 1`)
  }
  if (forms.length === 0) throw new RangeError(`${id} has no form, expected at least one`)
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${id} has the value ${value}, expected a whole number of at least 0`)
  }
  if (id.slice(0, id.indexOf('/')) !== domain) {
    throw new RangeError(`${id} is said to be of the domain ${domain}, expected ${domain}/…`)
  }
}

/** By whether the current domain is covered (0, 1), then by capacity. */
type Pair<T> = [T, T]

/** Best score, and fewest tokens for it, for the items from the current one on. */
class Table {
  #score: Pair<Float64Array>
  #used: Pair<Int32Array>
  #nextScore: Pair<Float64Array>
  #nextUsed: Pair<Int32Array>

  constructor(width: number) {
    this.#score = [new Float64Array(width), new Float64Array(width)]
    this.#used = [new Int32Array(width), new Int32Array(width)]
    this.#nextScore = [new Float64Array(width), new Float64Array(width)]
    this.#nextUsed = [new Int32Array(width), new Int32Array(width)]
  }

  /** Put an item in front, and note in bit 0 and 1 of `taken` at which capacities it is taken. */
  step({ value, tokens }: ShortItem, domainValue: number, sameDomainNext: boolean, taken: Uint8Array): void {
    for (const covered of [0, 1] as const) {
      const skipTo = sameDomainNext ? covered : 0
      const takeTo = sameDomainNext ? 1 : 0
      const gain = value + (covered ? 0 : domainValue)
      const [skipScore, skipUsed] = [this.#score[skipTo], this.#used[skipTo]]
      const [takeScore, takeUsed] = [this.#score[takeTo], this.#used[takeTo]]
      const [score, used] = [this.#nextScore[covered], this.#nextUsed[covered]]
      score.set(skipScore)
      used.set(skipUsed)
      for (let capacity = tokens; capacity < score.length; capacity++) {
        const taking = takeScore[capacity - tokens]! + gain
        const takingUsed = takeUsed[capacity - tokens]! + tokens
        const leaving = score[capacity]!
        // At a full tie the earlier id is kept, which is this one.
        if (taking > leaving || (taking === leaving && takingUsed <= used[capacity]!)) {
          score[capacity] = taking
          used[capacity] = takingUsed
          taken[capacity]! |= 1 << covered
        }
      }
    }
    ;[this.#score, this.#nextScore] = [this.#nextScore, this.#score]
    ;[this.#used, this.#nextUsed] = [this.#nextUsed, this.#used]
  }
}

function follow(sorted: readonly ShortItem[], taken: readonly Uint8Array[], budget: number): Choice {
  const chosen: Choice = new Map()
  let capacity = budget
  let covered: 0 | 1 = 0
  for (const [i, { id, domain, tokens, form }] of sorted.entries()) {
    if ((taken[i]![capacity]! >> covered) & 1) {
      chosen.set(id, form)
      capacity -= tokens
      covered = 1
    }
    if (sorted[i + 1]?.domain !== domain) covered = 0
  }
  return chosen
}
