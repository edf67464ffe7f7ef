import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { tries } from '../../../../scripts/properties.ts'
import { type CountTokens, loadTokenizer, type TokenizerName } from '../../src/tokenizer.ts'
import { demoRun, distillDemo, distilled, truth } from '../demo.ts'
import { above, claimFigure, directive, paper, ratioClaim, rule } from '../synthetic-paper.ts'

const run = demoRun()
const words = [
  'set',
  'list',
  '`asyncio.run`',
  '集合',
  'مجموعة',
  '👩‍💻',
  '<|endoftext|>',
  'f"{x!r}"',
  '≤ 2·10⁻³',
  '“quoted”',
]

/** Eight domains of thirty rules over the demo's samples, worded so that tokenizers have to work. */
const papers = Array.from({ length: 8 }, (_, d) => {
  const domain = `domain-${d}`
  const [slow, fast] = Object.keys(Object.values(truth)[d % 4]!) as [string, string]
  const claims = [ratioClaim(`${domain}/effect`, slow, fast, above(0))]
  const rules = Array.from({ length: 30 }, (_, n) => {
    const tail = Array.from(
      { length: 1 + ((d * 7 + n * 3) % 9) },
      (_, k) => words[(d + n * k) % words.length],
    ).join(' ')
    const say = directive(`Don't use ${tail} (`, claimFigure(`${domain}/effect`), `); rule ${n}.`)
    return rule(`${domain}/rule-${n}`, [say], { weight: 1 + ((n * 37) % 50) / 10 })
  })
  return paper(domain, claims, rules)
})

describe.each(['o200k_base', 'cl100k_base'] as TokenizerName[])('counted in %s', (tokenizer) => {
  let countTokens: CountTokens
  beforeAll(async () => {
    countTokens = await loadTokenizer(tokenizer)
  })
  const at = (budget: number) => distilled(run, { papers, tokenizer, countTokens, budget })

  test('any budget from 60 to 5,000 tokens holds for the whole file, special tokens and all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 5000 }), (budget) => {
        const { rulebook, evidence } = at(budget)
        const used = countTokens(rulebook)
        expect(used).toBeLessThanOrEqual(budget)
        expect(evidence.budget).toEqual({ limit: budget, used, tokenizer })
        const kept = evidence.rules.filter((r) => r.published)
        const header = countTokens(rulebook.split('\n').slice(0, 2).join('\n').concat('\n'))
        expect(kept.reduce((sum, r) => sum + r.tokens, header)).toBe(used)
        const cheapestLeft = evidence.rules.filter((r) => !r.published).map((r) => r.tokens)
        if (cheapestLeft.length > 0) expect(budget - used).toBeLessThan(Math.min(...cheapestLeft))
      }),
      { numRuns: tries(40) },
    )
  })

  test('at 200 tokens every domain is covered, the most valuable rule first', () => {
    const { rulebook, evidence } = at(200)
    const kept = evidence.rules.filter((r) => r.published)
    expect(new Set(kept.map(({ domain }) => domain)).size).toBe(8)
    const byText = new Map(kept.map((r) => [`- ${r.text}`, r.value]))
    const values = rulebook
      .split('\n')
      .slice(2, -1)
      .map((line) => byText.get(line)!)
    expect(values).toEqual([...values].sort((a, b) => b - a))
  })

  test('the least budget that works does, and one less does not', () => {
    const refused = distillDemo(run, { papers, tokenizer, countTokens, budget: 1 })
    if (refused.kind !== 'too-small') throw new Error('Unexpected rulebook')
    const { evidence } = at(refused.least)
    expect(evidence.rules.filter((r) => r.published)).toHaveLength(1)
    expect(evidence.budget.used).toBe(refused.least)
    expect(distillDemo(run, { papers, tokenizer, countTokens, budget: refused.least - 1 })).toEqual(refused)
  })
})
