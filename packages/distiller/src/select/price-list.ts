import { type Choice, type Item, selector } from './knapsack.ts'
import { itemOf, type Offer, type Offers, shortest } from './price.ts'

/** What a rule costs, what it is worth, and what became of it. */
export interface Price {
  id: string
  text: string
  tokens: number
  /** Weight × strength. */
  value: number
  /** What keeping it instead would have taken: the rules that would make room, and what would be lost. */
  outcome:
    | { kind: 'kept' }
    | { kind: 'outbid'; by: string[]; loss: Loss }
    | { kind: 'left-out'; reason: string }
}

/** What a choice would lose, in the order in which choices are compared. */
export interface Loss {
  domains: number
  value: number
}

/** What a few more tokens would change. */
export interface Step {
  /** The least further tokens with which the choice changes so. */
  tokens: number
  adds: string[]
  drops: string[]
}

/** Prices of all rules, the most valuable first, and what more tokens would buy. */
export interface PriceList {
  budget: { limit: number; header: number; used: number }
  prices: Price[]
  next: Step[]
}

/** Tokens beyond the budget that are looked at. */
const outlook = 50
/** Cells of selection tables that outbid rules may cost together; those worth least go without an account. */
const mostCells = 2_000_000_000

/** What every rule costs and is worth, what it lost to, and what the next tokens would buy. Writes nothing. */
export function listPrices({ offers, leftOut, headerTokens }: Offers, budget: number): PriceList {
  const room = Math.max(0, budget - headerTokens)
  const items = offers.map(itemOf)
  const choose = selector(items, room + outlook)
  const chosen = choose(room)
  const byValue = [...offers].sort((a, b) => b.value - a.value || (a.rule.id < b.rule.id ? -1 : 1))
  let cells = 0
  const price = (offer: Offer): Price => {
    const { text, tokens } = shortest(offer.forms)
    const shown = { id: offer.rule.id, text, tokens, value: offer.value }
    if (chosen.has(offer.rule.id)) return { ...shown, outcome: { kind: 'kept' } }
    cells += items.length * room
    return { ...shown, outcome: cells > mostCells ? notWorked : outbid(offer, items, chosen, room) }
  }
  const used = offers.reduce(
    (sum, { rule, forms }) => sum + (chosen.has(rule.id) ? shortest(forms).tokens : 0),
    0,
  )
  return {
    budget: { limit: budget, header: headerTokens, used: headerTokens + used },
    prices: [
      ...byValue.map(price),
      ...leftOut.map(({ rule, form, reason }): Price => {
        return { id: rule.id, ...form, value: 0, outcome: { kind: 'left-out', reason } }
      }),
    ],
    next: steps(choose, room),
  }
}

const notWorked: Price['outcome'] = {
  kind: 'left-out',
  reason: 'over budget, beside many that are worth more',
}

/** Keep an offer in any case, choose the rest again, and see which rules had to go. */
function outbid(offer: Offer, items: readonly Item[], chosen: Choice, room: number): Price['outcome'] {
  const item = itemOf(offer)
  const rest = room - Math.min(...item.forms)
  if (rest < 0)
    return { kind: 'left-out', reason: `over budget, even alone: ${room} tokens are left beside the header` }
  const others = items.filter(({ id }) => id !== item.id)
  const forced = selector(others, rest, new Set([item.domain]))(rest)
  const kept = items.filter(({ id }) => chosen.has(id))
  const instead = [item, ...others.filter(({ id }) => forced.has(id))]
  const loss = {
    domains: domainsOf(kept) - domainsOf(instead),
    value: (worthOf(kept) - worthOf(instead)) / 1e6,
  }
  return { kind: 'outbid', by: kept.filter(({ id }) => !forced.has(id)).map(({ id }) => id), loss }
}

/** The budgets at which the choice changes, each compared with the choice before it. */
function steps(choose: (room: number) => Choice, room: number): Step[] {
  const found: Step[] = []
  let before = choose(room)
  for (let tokens = 1; tokens <= outlook; tokens++) {
    const now = choose(room + tokens)
    const adds = [...now.keys()].filter((id) => !before.has(id))
    const drops = [...before.keys()].filter((id) => !now.has(id))
    if (adds.length + drops.length > 0) found.push({ tokens, adds, drops })
    before = now
  }
  return found
}

function domainsOf(items: readonly Item[]): number {
  return new Set(items.map(({ domain }) => domain)).size
}

function worthOf(items: readonly Item[]): number {
  return items.reduce((sum, { value }) => sum + value, 0)
}
