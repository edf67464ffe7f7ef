import { renderLine } from '../render/rulebook.ts'
import type { CountTokens } from '../tokenizer.ts'
import { selector } from './knapsack.ts'
import { itemOf, type Offer, type Offers } from './price.ts'

/** An offer that is kept, in the form that was chosen. */
interface Kept extends Offer {
  text: string
  tokens: number
}

/** A rulebook within its budget. */
export interface Packing {
  /** The most valuable first. */
  kept: Kept[]
  /** The text of the whole file. */
  rulebook: string
  /** Tokens of the whole file. */
  used: number
}

/** Select and render: the best rules that fit beside the header. */
export function pack({ offers, header, headerTokens }: Offers, budget: number, count: CountTokens): Packing {
  const choose = selector(offers.map(itemOf), Math.max(0, budget - headerTokens))
  const compose = (room: number): Packing => {
    const choice = choose(room)
    const kept = offers.flatMap((offer) => {
      const form = offer.forms[choice.get(offer.rule.id) ?? -1]
      return form ? [{ ...offer, ...form }] : []
    })
    kept.sort((a, b) => b.value - a.value || (a.rule.id < b.rule.id ? -1 : 1))
    const rulebook = header + kept.map(({ text }) => renderLine(text)).join('')
    return { kept, rulebook, used: count(rulebook) }
  }
  // Lines add up exactly under the known tokenizers; should one day they not, less room is tried.
  let room = budget - headerTokens
  let packing = compose(room)
  while (packing.used > budget && room > 0) packing = compose(--room)
  return packing
}

/** The least budget that holds the header and one rule; with no rule to hold, the header. */
export function leastBudget({ offers, header, headerTokens }: Offers, count: CountTokens): number {
  if (offers.length === 0) return headerTokens
  const forms = offers.flatMap((offer) => offer.forms)
  const cheapest = forms.reduce((best, form) => (form.tokens < best.tokens ? form : best))
  return count(header + renderLine(cheapest.text))
}
