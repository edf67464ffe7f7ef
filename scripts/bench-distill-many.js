// Ten thousand candidate rules at a budget of 2,000 tokens: wall time and peak memory of one process.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { parseRun } from '../packages/bench/dist/index.js'
import { distill } from '../packages/distiller/dist/index.js'
import { loadTokenizer } from '../packages/distiller/dist/tokenizer.js'

const count = 10_000
const budget = 2000
const config = JSON.parse(readFileSync(new URL('../rulebook.config.json', import.meta.url), 'utf8'))
const file = config.publishedRun
const run = parseRun(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'), file)
const blocks = run.blocks.filter(({ benchmarks }) => benchmarks.length > 1)
const place = { line: 1, column: 1, offset: 0 }

/** A domain for each block of the published run, with claims over its real samples and rules on them. */
const papers = blocks.map((block, n) => {
  const domain = `domain-${n}`
  const [a, b] = block.benchmarks
  const id = `${domain}/ratio`
  const claim = {
    id,
    name: 'ratio',
    domain,
    kind: 'ratio',
    source: 'a / b',
    benchmarks: [a.id, b.id],
    cited: null,
    place,
    expression: {
      type: 'binary',
      operator: '/',
      left: { type: 'benchmark', id: a.id },
      right: { type: 'benchmark', id: b.id },
    },
    holds: { source: '> 0', low: { value: 0, inclusive: false }, high: null },
  }
  const figure = { type: 'figure', target: { type: 'claim', id }, text: '?' }
  const rules = Array.from({ length: Math.ceil(count / blocks.length) }, (_, k) => {
    const words = `Don't call \`f${(k * 7919) % 1000}\` ${'again and '.repeat(k % 4)}again; keep what it gave (`
    const form = (text) => ({
      segments: [{ type: 'text', value: text }, figure, { type: 'text', value: ').' }],
      place,
    })
    return {
      id: `${domain}/rule-${k}`,
      slug: `rule-${k}`,
      title: '',
      domain,
      weight: 1 + ((k * 104729) % 1000) / 100,
      effect: id,
      claims: [id],
      directives: [form(words), form(`Please ${words}`)],
      place,
    }
  })
  return {
    file: `${domain}.md`,
    domain,
    title: '',
    status: 'accepted',
    summary: '',
    claims: [claim],
    rules: rules,
    figures: [],
    examples: [],
  }
})
const rules = papers.reduce((sum, paper) => sum + paper.rules.length, 0)
const start = process.hrtime.bigint()
const countTokens = await loadTokenizer('o200k_base')
const distillation = distill({
  papers,
  runs: [{ file, run }],
  budget,
  tokenizer: 'o200k_base',
  countTokens,
  title: 'Rules',
})
const seconds = Number(process.hrtime.bigint() - start) / 1e9
const kept = distillation.evidence.rules.filter((rule) => rule.published).length
const megabytes = process.resourceUsage().maxRSS / 1000
console.log(
  `${rules} candidate rules       ${seconds.toFixed(2)} s with the tokenizer (aim: at most 2 s), ${Math.round(megabytes)} MB at the peak (aim: at most 300 MB); kept ${kept} of ${papers.length} domains in ${distillation.evidence.budget.used} of ${budget} tokens`,
)
