import { renderLine, renderRulebook } from '../render/rulebook.ts'
import type { CountTokens } from '../tokenizer.ts'
import { selector } from './knapsack.ts'
import { itemOf, type Offer, type Offers } from './price.ts'

/** An offer that is kept, in the form that was chosen. */
interface Kept extends Offer {
  text: string
  tokens: number
}

/** The rules that a rulebook within its budget holds. */
export interface Selection {
  /** The most valuable first. */
  kept: Kept[]
  /** Tokens of the whole file. */
  used: number
}

/** The best rules that fit beside the header; `null` where no rule fits, or not even the header. */
export function select(
  { offers, header, headerTokens }: Offers,
  budget: number,
  count: CountTokens,
): Selection | null {
  const choose = selector(offers.map(itemOf), Math.max(0, budget - headerTokens))
  const within = (room: number): Selection => {
    const choice = choose(room)
    const kept = offers.flatMap((offer) => {
      const form = offer.forms[choice.get(offer.rule.id) ?? -1]
      return form ? [{ ...offer, ...form }] : []
    })
    kept.sort((a, b) => b.value - a.value || (a.rule.id < b.rule.id ? -1 : 1))
    return { kept, used: count(renderRulebook(header, kept)) }
  }
  // Lines add up exactly under the known tokenizers; should one day they not, less room is tried.
  let room = budget - headerTokens
  let selection = within(room)
  while (selection.used > budget && room > 0) selection = within(--room)
  const isEmpty = selection.kept.length === 0 && offers.length > 0
  return selection.used > budget || isEmpty ? null : selection
}

/** The least budget that holds the header and one rule; with no rule to hold, the header. */
export function leastBudget({ offers, header, headerTokens }: Offers, count: CountTokens): number {
  if (offers.length === 0) return headerTokens
  const forms = offers.flatMap((offer) => offer.forms)
  const cheapest = forms.reduce((best, form) => (form.tokens < best.tokens ? form : best))
  return count(header + renderLine(cheapest.text))
}
