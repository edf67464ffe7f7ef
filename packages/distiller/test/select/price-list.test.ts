import { describe, expect, test } from 'vitest'
import { priceList } from '../../src/distill.ts'
import { renderHeader } from '../../src/render/rulebook.ts'
import type { Price } from '../../src/select/price-list.ts'
import { countWords, demoInput, demoPapers, demoRun, distilled } from '../demo.ts'

const run = demoRun()
const at = (budget: number) => priceList(demoInput(run, { budget }))

test('lists every rule with the tokens of its shortest form, the most valuable first', () => {
  const { prices } = at(200)
  expect(prices.map(({ id }) => id).sort()).toEqual(
    demoPapers()
      .flatMap(({ rules }) => rules.map(({ id }) => id))
      .sort(),
  )
  for (const { text, tokens } of prices) expect(tokens).toBe(countWords(`- ${text}\n`))
  const values = prices.map(({ value }) => value)
  expect(values).toEqual([...values].sort((a, b) => b - a))
})

test.each([40, 45, 50, 60, 80, 200])('says of a budget of %d what the rulebook holds', (budget) => {
  const { evidence } = distilled(run, { budget })
  const { prices, budget: spent } = at(budget)
  const kept = prices.filter(({ outcome }) => outcome.kind === 'kept').map(({ id }) => id)
  expect(kept.sort()).toEqual(evidence.rules.filter((rule) => rule.published).map(({ id }) => id))
  expect(spent).toEqual({
    limit: budget,
    used: evidence.budget.used,
    header: countWords(renderHeader(demoInput(run).title, [run])),
  })
})

describe('a rule that lost', () => {
  const lost = (list: Price[]) =>
    list.flatMap((price) => (price.outcome.kind === 'outbid' ? [{ ...price, ...price.outcome }] : []))

  test('names the rules that would have to make room, and what would be lost', () => {
    const { prices, budget } = at(45)
    const outbid = lost(prices)
    expect(outbid.length).toBeGreaterThan(0)
    for (const { tokens, by, loss } of outbid) {
      const freed = prices.filter(({ id }) => by.includes(id)).reduce((sum, price) => sum + price.tokens, 0)
      expect(tokens).toBeLessThanOrEqual(freed + budget.limit - budget.used)
      expect(loss.domains > 0 || (loss.domains === 0 && loss.value >= 0)).toBe(true)
    }
  })

  test('is told when it would not fit even alone', () => {
    const [longest] = [...at(200).prices].sort((a, b) => b.tokens - a.tokens)
    const { header } = at(200).budget
    const { prices } = at(header + longest!.tokens - 1)
    expect(prices.find(({ id }) => id === longest!.id)!.outcome).toMatchObject({
      kind: 'left-out',
      reason: expect.stringMatching(/even alone/),
    })
  })

  test('for its verdict is told with the reason', () => {
    const papers = demoPapers().map((paper) => ({ ...paper, status: 'draft' as const }))
    const { prices, next } = priceList(demoInput(run, { papers }))
    for (const { outcome } of prices)
      expect(outcome).toEqual({ kind: 'left-out', reason: 'its paper is draft' })
    expect(next).toEqual([])
  })
})

test('what the next tokens would buy is what a larger budget buys', () => {
  const kept = (budget: number) =>
    distilled(run, { budget })
      .evidence.rules.filter((rule) => rule.published)
      .map(({ id }) => id)
  const { next } = at(45)
  expect(next.length).toBeGreaterThan(0)
  let holds = new Set(kept(45))
  for (const { tokens, adds, drops } of next) {
    expect(new Set(kept(45 + tokens - 1))).toEqual(holds)
    holds = new Set([...[...holds].filter((id) => !drops.includes(id)), ...adds])
    expect(new Set(kept(45 + tokens))).toEqual(holds)
  }
  expect(new Set(kept(95))).toEqual(holds)
  expect(at(200).next).toEqual([])
})
