export type { Change } from './compare/change.ts'
export {
  type Comparison,
  compareRuns,
  type Disagreement,
  disagreements,
  otherCircumstances,
} from './compare/comparison.ts'
export { type FigureBasis, type Move, movesOf, type RuleState } from './compare/moves.ts'
export type { SuiteBlocks } from './decide/block-replacement.ts'
export {
  type Adoption,
  adoptWhole,
  counterpartOf,
  type Decision,
  type DecisionInput,
  decide,
  neededBenchmarks,
} from './decide/decision.ts'
export { type Difference, describeDifference } from './decide/difference.ts'
export { type Distillation, distill, priceList } from './distill.ts'
export { bind } from './evidence/bind.ts'
export type * from './evidence/evidence.ts'
export { useBeside, useInWords } from './evidence/use.ts'
export { type EvidenceFile, evidenceFileSchema } from './evidence-file.ts'
export { formatFigure } from './figures/figure.ts'
export { type FigureTexts, figuresOf } from './figures/figure-texts.ts'
export { type LooseBound, looseBounds } from './figures/loose-bound.ts'
export type { DistillInput } from './input.ts'
export { EvidenceFault, formatEvidenceFile, parseEvidenceFile } from './render/evidence-json.ts'
export { renderEvidenceSection } from './render/evidence-section.ts'
export { renderDirective } from './render/rulebook.ts'
export {
  findUnsafeCode,
  findUnsafeOutput,
  findUnsafeValue,
  type PlacedFinding,
  type UnsafeFinding,
} from './safety/output.ts'
export { isOddlyWorded } from './safety/suspicious-wording.ts'
export { isDisqualifying } from './select/disqualifying-warnings.ts'
export { type Choice, type Item, select, selector } from './select/knapsack.ts'
export type { Loss, Price, PriceList, Step } from './select/price-list.ts'
export { verify } from './select/verify.ts'
export type { CountTokens, TokenizerName } from './tokenizer.ts'
