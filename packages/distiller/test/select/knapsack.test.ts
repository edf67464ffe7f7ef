import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { relevantItems } from '../../src/select/dominance.ts'
import { type Item, select, selector } from '../../src/select/knapsack.ts'

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
  domain: fc.constantFrom('a', 'a-b', 'c'),
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
    { numRuns: tries(4000) },
  )
})

test('the order in which items are offered does not matter', () => {
  fc.assert(
    fc.property(cases, fc.nat(30), (items, budget) => {
      expect([...select([...items].reverse(), budget)].sort()).toEqual([...select(items, budget)].sort())
    }),
  )
})

/** Many rules of few sizes and values, so that ties of every kind abound. */
const crowded = fc
  .array(
    fc.record({
      domain: fc.constantFrom('a', 'a-b', 'a0', 'd'),
      value: fc.nat(2),
      forms: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 9 },
  )
  .map((list) => list.map((x, n) => ({ ...x, id: `${x.domain}/${n}` })))

test('so it is where ties abound', () => {
  fc.assert(
    fc.property(crowded, fc.nat(14), (items, budget) => {
      expect([...select(items, budget).keys()].sort()).toEqual(bruteForce(items, budget).ids.sort())
    }),
    { numRuns: tries(3000) },
  )
})

test('a kept rule has the first of its shortest forms', () => {
  fc.assert(
    fc.property(cases, fc.nat(30), (items, budget) => {
      for (const [id, form] of select(items, budget)) {
        const { forms } = items.find((x) => x.id === id)!
        expect(form).toBe(forms.indexOf(Math.min(...forms)))
      }
    }),
  )
})

test('one solution answers every smaller budget', () => {
  fc.assert(
    fc.property(cases, (items) => {
      const choose = selector(items, 30)
      for (let budget = 0; budget <= 30; budget++) expect(choose(budget)).toEqual(select(items, budget))
    }),
  )
})

test('with domains that are covered already, only values and ties decide between them', () => {
  fc.assert(
    fc.property(cases, fc.nat(30), (items, budget) => {
      const all = new Set(items.map(({ domain }) => domain))
      const merged = items.map((x) => ({ ...x, id: `one/${x.id}`, domain: 'one' }))
      const plain = selector(items, budget, all)(budget)
      const value = (of: Item[], choice: Map<string, number>) =>
        of.reduce((sum, x) => sum + (choice.has(x.id) ? x.value : 0), 0)
      const together = selector(merged, budget, new Set(['one']))(budget)
      expect(value(items, plain)).toBe(value(merged, together))
    }),
  )
})

test('at a tie the id that sorts first is kept, also where a domain begins like another', () => {
  const tied = ['a', 'a-b'].map((domain) => ({ id: `${domain}/x`, domain, value: 1, forms: [1] }))
  expect([...select(tied, 1).keys()]).toEqual(['a-b/x'])
})

test('in the order of ids those of a domain stand together', () => {
  const name = fc.stringMatching(/^[a-z0-9]{1,3}(-[a-z0-9]{1,2})?$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (pairs) => {
      const domains = pairs
        .map((pair) => pair.join('/'))
        .sort()
        .map((id) => id.split('/')[0])
      const parted = domains.filter((domain, n) => domain !== domains[n - 1])
      expect(new Set(parted).size).toBe(parted.length)
    }),
    { numRuns: tries(2000) },
  )
})

describe('what is no item is refused', () => {
  const good: Item = { id: 'a/x', domain: 'a', value: 1, forms: [1] }

  test.each<[Partial<Item>, RegExp]>([
    [{ forms: [1.5] }, /^a\/x has a form of 1\.5 tokens, expected a whole number of at least 1$/],
    [{ forms: [0] }, /^a\/x has a form of 0 tokens/],
    [{ forms: [2, -1] }, /^a\/x has a form of -1 tokens/],
    [{ forms: [Number.NaN] }, /^a\/x has a form of NaN tokens/],
    [{ forms: [] }, /has no form/],
    [{ value: 0.5 }, /^a\/x has the value 0\.5, expected a whole number of at least 0$/],
    [{ value: Number.POSITIVE_INFINITY }, /^a\/x has the value Infinity/],
    [{ value: -1 }, /^a\/x has the value -1/],
    [{ domain: 'b' }, /^a\/x is said to be of the domain b, expected b\/…$/],
  ])('%j', (part, message) => {
    const attempt = () => select([{ ...good, ...part }], 3)
    expect(attempt).toThrow(RangeError)
    expect(attempt).toThrow(message)
  })

  test('nor is a budget that is no number', () => {
    expect(() => select([good], Number.NaN)).toThrow(RangeError)
  })
})

describe('ten thousand rules under two thousand tokens', () => {
  const items = Array.from({ length: 10_000 }, (_, n) => ({
    id: `d${n % 50}/${n}`,
    domain: `d${n % 50}`,
    value: (n * 7919) % 1_000_000,
    forms: [10 + (n % 15), 20 + (n % 7)],
  }))

  test('fill the budget and cover every domain', () => {
    const chosen = select(items, 2000)
    const used = items.reduce((sum, { id, forms }) => sum + (forms[chosen.get(id) ?? -1] ?? 0), 0)
    expect(used).toBeLessThanOrEqual(2000)
    expect(used).toBeGreaterThan(1980)
    expect(new Set([...chosen.keys()].map((id) => id.split('/')[0])).size).toBe(50)
  })

  test('are mostly ruled out before the table is filled, which bounds time and memory', () => {
    const short = items.map(({ forms, ...item }) => ({ ...item, tokens: Math.min(...forms), form: 0 }))
    expect(relevantItems(short, 2000).length).toBeLessThan(1500)
  })

  test('keep at most budget ÷ size of each size, however values and sizes lie', () => {
    const worst = items.map(({ id, domain }, n) => ({ id, domain, value: n, tokens: 1 + (n % 40), form: 0 }))
    const kept = relevantItems(worst, 2000)
    const bound = Array.from({ length: 40 }, (_, size) => 2000 / (size + 1)).reduce((a, b) => a + b)
    expect(kept.length).toBeLessThan(bound + 50 * 40)
  })
})
