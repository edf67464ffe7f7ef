import type { Rule } from '@rulebook/papers'
import type { Evidence } from '../evidence/evidence.ts'
import { type FigureTexts, figureKey } from '../figures/figure-texts.ts'
import { renderDirective, renderLine } from '../render/rulebook.ts'
import type { CountTokens } from '../tokenizer.ts'
import type { Item } from './knapsack.ts'
import { strengthOf } from './strength.ts'
import type { LeftOut, Verified } from './verify.ts'

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

/** What competes for the budget. */
export interface Offers {
  header: string
  headerTokens: number
  offers: Offer[]
  /** Rules that are left out whatever the budget. */
  leftOut: (LeftOut & { form: Form })[]
}

/** What each rule that holds costs and is worth; `figures` are as rulebook lines show them. */
export function price(
  { candidates, leftOut }: Verified,
  evidence: Evidence,
  figures: FigureTexts,
  header: string,
  countTokens: CountTokens,
): Offers {
  return {
    header,
    headerTokens: countTokens(header),
    offers: candidates.map(({ rule }) => ({
      rule,
      forms: formsOf(rule, figures, countTokens),
      value: rule.weight * strengthOf(rule, evidence),
    })),
    leftOut: leftOut.map((left) => ({ ...left, form: shortest(formsOf(left.rule, figures, countTokens)) })),
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
