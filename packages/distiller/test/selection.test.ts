import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Item, select } from '../src/index.ts'

/** Every choice there is, compared as the definition says: domains, value, tokens, then the ids that sort first. */
function bruteForce(items: Item[], budget: number) {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  type Found = { domains: number; value: number; tokens: number; ids: string[] }
  let best: Found = { domains: 0, value: 0, tokens: 0, ids: [] }
  const better = (a: Found, b: Found) => {
    if (a.domains !== b.domains) return a.domains > b.domains
    if (a.value !== b.value) return a.value > b.value
    if (a.tokens !== b.tokens) return a.tokens < b.tokens
    const first = sorted.find(({ id }) => a.ids.includes(id) !== b.ids.includes(id))
    return first !== undefined && a.ids.includes(first.id)
  }
  const visit = (index: number, kept: Item[], value: number, tokens: number) => {
    if (tokens > budget) return
    const item = sorted[index]
    if (!item) {
      const found = {
        domains: new Set(kept.map((k) => k.domain)).size,
        value,
        tokens,
        ids: kept.map((k) => k.id),
      }
      if (better(found, best)) best = found
      return
    }
    visit(index + 1, kept, value, tokens)
    for (const form of item.forms) visit(index + 1, [...kept, item], value + item.value, tokens + form)
  }
  visit(0, [], 0, 0)
  return best
}

const item = fc.record({
  domain: fc.constantFrom('a', 'b', 'c'),
  value: fc.nat(4),
  forms: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
})
const cases = fc
  .array(item, { maxLength: 7 })
  .map((list) => list.map((x, n) => ({ ...x, id: `${x.domain}/${n}` })))

test('the choice is the one that trying all of them finds', () => {
  fc.assert(
    fc.property(cases, fc.nat(30), (items, budget) => {
      const chosen = select(items, budget)
      const kept = items.filter(({ id }) => chosen.has(id))
      expect({
        domains: new Set(kept.map((k) => k.domain)).size,
        value: kept.reduce((sum, k) => sum + k.value, 0),
        tokens: kept.reduce((sum, k) => sum + k.forms[chosen.get(k.id)!]!, 0),
        ids: kept.map((k) => k.id).sort(),
      }).toEqual({ ...bruteForce(items, budget), ids: bruteForce(items, budget).ids.sort() })
    }),
    { numRuns: 4000 },
  )
})

test('the order in which items are offered does not matter', () => {
  fc.assert(
    fc.property(cases, fc.nat(30), (items, budget) => {
      expect([...select([...items].reverse(), budget)].sort()).toEqual([...select(items, budget)].sort())
    }),
  )
})

test('ten thousand rules under two thousand tokens', () => {
  const items = Array.from({ length: 10_000 }, (_, n) => ({
    id: `d${n % 50}/${n}`,
    domain: `d${n % 50}`,
    value: (n * 7919) % 1_000_000,
    forms: [10 + (n % 15), 20 + (n % 7)],
  }))
  const chosen = select(items, 2000)
  const used = [...chosen].reduce((sum, [id, form]) => sum + items.find((x) => x.id === id)!.forms[form]!, 0)
  expect(used).toBeLessThanOrEqual(2000)
  expect(new Set([...chosen.keys()].map((id) => id.split('/')[0])).size).toBe(50)
})
