import type { Rule } from '@rulebook/papers'
import type { DistillInput } from '../distill.ts'
import { bind } from '../evidence/bind.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { type FigureTexts, figureKey, lineFiguresOf } from '../figures/figure-texts.ts'
import { evidenceEntries } from '../render/evidence.ts'
import { renderDirective, renderHeader, renderLine } from '../render/rulebook.ts'
import type { CountTokens } from '../tokenizer.ts'
import type { Item } from './knapsack.ts'
import { strengthOf } from './strength.ts'
import { type LeftOut, verify } from './verify.ts'

/** One way of saying a rule, figures in place. */
export interface Form {
  text: string
  /** Of its whole line, newline included. */
  tokens: number
}

/** A rule that may go into the rulebook: what it costs and what it is worth. */
export interface Offer {
  rule: Rule
  /** In the order of the paper. */
  forms: Form[]
  /** Weight × strength. */
  value: number
}

/** What competes for the budget, and everything known about it. */
export interface Offers {
  evidence: Evidence
  /** The same as the evidence file lists it, figures included. */
  entries: Pick<EvidenceFile, 'claims' | 'benchmarks'>
  /** As rulebook lines show them. */
  figures: FigureTexts
  header: string
  headerTokens: number
  offers: Offer[]
  /** Rules that are left out whatever the budget. */
  leftOut: (LeftOut & { form: Form })[]
}

/** Bind, publish and verify: from papers and runs to priced offers. */
export function makeOffers(input: DistillInput): Offers {
  const runs = input.runs.map(({ run }) => run)
  const evidence = bind(input.papers, runs)
  const entries = evidenceEntries(evidence)
  const figures = lineFiguresOf(entries)
  const { candidates, leftOut } = verify(input.papers, evidence)
  const header = renderHeader(input.title, runs)
  return {
    evidence,
    entries,
    figures,
    header,
    headerTokens: input.countTokens(header),
    offers: candidates.map(({ rule }) => ({
      rule,
      forms: formsOf(rule, figures, input.countTokens),
      value: rule.weight * strengthOf(rule, evidence),
    })),
    leftOut: leftOut.map((left) => ({
      ...left,
      form: shortest(formsOf(left.rule, figures, input.countTokens)),
    })),
  }
}

/** The form that costs the fewest tokens; of equal ones the first. */
export function shortest(forms: readonly Form[]): Form {
  return forms.reduce((best, form) => (form.tokens < best.tokens ? form : best))
}

/** An offer as the selection sees it: values as whole millionths. */
export function itemOf({ rule, forms, value }: Offer): Item {
  return {
    id: rule.id,
    domain: rule.domain,
    value: Math.round(value * 1e6),
    forms: forms.map(({ tokens }) => tokens),
  }
}

function formsOf(rule: Rule, figures: FigureTexts, countTokens: CountTokens): Form[] {
  return rule.directives.map((directive) => {
    const text = renderDirective(directive, (target) => figures.get(figureKey(target)) ?? '?')
    return { text, tokens: countTokens(renderLine(text)) }
  })
}
