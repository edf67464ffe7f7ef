import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { bind } from './bind.ts'
import { byId, evidenceEntries, ruleEntry, runEntry } from './evidence-entries.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { figureKey, figureTexts, type MovedFigure, movedFigures, publishedFigures } from './figure-texts.ts'
import { findUnsafeOutput, type UnsafeFinding } from './output-safety.ts'
import { renderDirective, renderHeader, renderLine } from './rulebook.ts'
import { type Item, select } from './selection.ts'
import { strengthOf } from './strength.ts'
import type { CountTokens } from './tokenizer.ts'
import { type Candidate, type LeftOut, verify } from './verify.ts'

export interface DistillInput {
  papers: readonly Paper[]
  /** The published runs, with their paths from the root of the repository. */
  runs: readonly { file: string; run: Run }[]
  /** What was published before: figures that still stand keep their text. `null` publishes all afresh. */
  previous: EvidenceFile | null
  /** Most tokens of the whole rendered rulebook. */
  budget: number
  tokenizer: string
  countTokens: CountTokens
  title: string
}

export type Distillation =
  | {
      kind: 'distilled'
      /** The text of RULEBOOK.md. */
      rulebook: string
      evidence: EvidenceFile
      moved: MovedFigure[]
      /** What agents must not be handed; nothing may be written while there is any. */
      unsafe: UnsafeFinding[]
    }
  | {
      kind: 'too-small'
      /** The least budget that holds the header and one rule. */
      least: number
    }

/**
 * Bind, verify, publish, select and render: from papers and published runs to the rulebook and its
 * evidence. Pure; distilling its own output again changes no byte.
 */
export function distill(input: DistillInput): Distillation {
  const { papers, previous, budget, countTokens } = input
  const runs = input.runs.map(({ run }) => run)
  const evidence = bind(papers, runs)
  const before = publishedFigures(previous)
  const figures = figureTexts(evidence, before)
  const { candidates, leftOut } = verify(papers, evidence)
  const header = renderHeader(input.title, runs)
  const headerTokens = countTokens(header)

  const texts = (candidate: { rule: Candidate['rule'] }) =>
    candidate.rule.directives.map((directive) =>
      renderDirective(directive, (target) => figures.get(figureKey(target)) ?? '?'),
    )
  const offers = candidates.map((candidate) => {
    const lines = texts(candidate).map((text) => ({ text, tokens: countTokens(renderLine(text)) }))
    const value = candidate.rule.weight * strengthOf(candidate.rule, evidence)
    return { ...candidate, lines, value }
  })
  const least = Math.min(...offers.flatMap(({ lines }) => lines.map(({ tokens }) => headerTokens + tokens)))
  if (offers.length > 0 && least > budget) return { kind: 'too-small', least }

  const items: Item[] = offers.map(({ rule, lines, value }) => ({
    id: rule.id,
    domain: rule.domain,
    value: Math.round(value * 1e6),
    forms: lines.map(({ tokens }) => tokens),
  }))
  const compose = (room: number) => {
    const chosen = select(items, room)
    const kept = offers.flatMap((offer) => {
      const form = chosen.get(offer.rule.id)
      return form === undefined ? [] : [{ ...offer, ...offer.lines[form]! }]
    })
    kept.sort((a, b) => b.value - a.value || (a.rule.id < b.rule.id ? -1 : 1))
    const rulebook = header + kept.map(({ text }) => renderLine(text)).join('')
    return { kept, rulebook, used: countTokens(rulebook) }
  }
  // Lines add up exactly under the known tokenizers; should one day they not, less room is tried.
  let room = budget - headerTokens
  let composed = compose(room)
  while (composed.used > budget && room > 0) composed = compose(--room)
  const { kept, rulebook, used } = composed

  const rules = [
    ...offers.map((offer) => {
      const line = kept.find(({ rule }) => rule.id === offer.rule.id)
      const shown = line ?? offer.lines[0]!
      const reason = `over budget: needs ${shown.tokens} tokens where ${budget - used} are left, and the rules kept are worth more together`
      return ruleEntry(offer.rule, shown, offer.value, line ? undefined : reason)
    }),
    ...leftOut.map((left: LeftOut) => {
      const text = texts(left)[0]!
      return ruleEntry(left.rule, { text, tokens: countTokens(renderLine(text)) }, 0, left.reason)
    }),
  ].sort(byId)
  return {
    kind: 'distilled',
    rulebook,
    evidence: {
      schema: 'rulebook.evidence/1',
      budget: { limit: budget, used, tokenizer: input.tokenizer },
      runs: input.runs.map(({ file, run }) => runEntry(file, run)),
      rules,
      ...evidenceEntries(evidence, figures),
    },
    moved: movedFigures(before, figures),
    unsafe: findUnsafeOutput(rulebook),
  }
}
