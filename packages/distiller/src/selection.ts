/** A rule that competes for the budget. */
export interface Item {
  /** Unique; sorts by domain first. */
  id: string
  domain: string
  /** What keeping it is worth; a whole number ≥ 0, so that sums do not depend on their order. */
  value: number
  /** Tokens of each of its forms; at most one form is kept. */
  forms: readonly number[]
}

/** The chosen form of each kept item, by id. */
export type Choice = Map<string, number>

/**
 * Choose items under a budget of tokens: the most domains covered, then the greatest sum of values,
 * then the fewest tokens, then the ids that sort first. Exact: dynamic programming over a
 * multiple-choice knapsack (Kellerer, Pferschy & Pisinger 2004, chapter 11), with one more bit of
 * state for "the current domain is covered". Time O(items × forms × budget), memory two bytes an
 * item and token.
 */
export function select(items: readonly Item[], budget: number): Choice {
  const sorted = [...items].sort((a, b) =>
    a.domain < b.domain ? -1 : a.domain > b.domain ? 1 : a.id < b.id ? -1 : 1,
  )
  const width = Math.max(0, Math.floor(budget)) + 1
  // One domain outweighs all values together.
  const domainValue = sorted.reduce((sum, item) => sum + item.value, 0) + 1
  const table = new Table(width)
  const choices = sorted.map(() => [new Uint8Array(width), new Uint8Array(width)] as const)
  for (let i = sorted.length - 1; i >= 0; i--) {
    const sameDomainNext = sorted[i + 1]?.domain === sorted[i]!.domain
    table.step(sorted[i]!, domainValue, sameDomainNext, choices[i]!)
  }
  return follow(sorted, choices, width - 1)
}

/** Best score and fewest tokens for the items from `i` on, by whether their domain is covered and by capacity. */
class Table {
  #score: [Float64Array, Float64Array]
  #used: [Int32Array, Int32Array]
  readonly #width: number

  constructor(width: number) {
    this.#width = width
    this.#score = [new Float64Array(width), new Float64Array(width)]
    this.#used = [new Int32Array(width), new Int32Array(width)]
  }

  step(
    item: Item,
    domainValue: number,
    sameDomainNext: boolean,
    choice: readonly [Uint8Array, Uint8Array],
  ): void {
    const score: [Float64Array, Float64Array] = [new Float64Array(this.#width), new Float64Array(this.#width)]
    const used: [Int32Array, Int32Array] = [new Int32Array(this.#width), new Int32Array(this.#width)]
    for (const covered of [0, 1] as const) {
      const skipTo = sameDomainNext ? covered : 0
      const takeTo = sameDomainNext ? 1 : 0
      const gain = item.value + (covered ? 0 : domainValue)
      const [skipScore, skipUsed] = [this.#score[skipTo], this.#used[skipTo]]
      const [takeScore, takeUsed] = [this.#score[takeTo], this.#used[takeTo]]
      for (let capacity = 0; capacity < this.#width; capacity++) {
        let best = skipScore[capacity]!
        let tokens = skipUsed[capacity]!
        let form = 0
        for (let f = 0; f < item.forms.length; f++) {
          const rest = capacity - item.forms[f]!
          if (rest < 0) continue
          const candidate = takeScore[rest]! + gain
          const candidateTokens = takeUsed[rest]! + item.forms[f]!
          // At a tie an earlier id is kept, in the first of its equal forms.
          const tie = candidate === best && candidateTokens === tokens && form === 0
          if (candidate > best || (candidate === best && candidateTokens < tokens) || tie) {
            best = candidate
            tokens = candidateTokens
            form = f + 1
          }
        }
        score[covered][capacity] = best
        used[covered][capacity] = tokens
        choice[covered][capacity] = form
      }
    }
    this.#score = score
    this.#used = used
  }
}

function follow(
  sorted: readonly Item[],
  choices: (readonly [Uint8Array, Uint8Array])[],
  budget: number,
): Choice {
  const chosen: Choice = new Map()
  let capacity = budget
  let covered: 0 | 1 = 0
  for (const [i, item] of sorted.entries()) {
    const form = choices[i]![covered][capacity]!
    if (form > 0) {
      chosen.set(item.id, form - 1)
      capacity -= item.forms[form - 1]!
      covered = 1
    }
    if (sorted[i + 1]?.domain !== item.domain) covered = 0
  }
  return chosen
}
