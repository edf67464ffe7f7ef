export { bind } from './bind.ts'
export type { SuiteBlocks } from './block-replacement.ts'
export type { Change } from './change.ts'
export {
  type Comparison,
  compareRuns,
  type Disagreement,
  disagreements,
  otherCircumstances,
} from './comparison.ts'
export {
  type Adoption,
  adoptWhole,
  counterpartOf,
  type Decision,
  type DecisionInput,
  decide,
  neededBenchmarks,
} from './decision.ts'
export { type Difference, describeDifference } from './difference.ts'
export { isDisqualifying } from './disqualifying.ts'
export { type Distillation, type DistillInput, distill } from './distill.ts'
export type * from './evidence.ts'
export {
  EvidenceFault,
  type EvidenceFile,
  evidenceFileSchema,
  formatEvidenceFile,
  parseEvidenceFile,
} from './evidence-file.ts'
export { renderEvidenceSection } from './evidence-section.ts'
export { formatFigure } from './figure.ts'
export { type FigureTexts, figuresOf } from './figure-texts.ts'
export { type LooseBound, looseBounds } from './loose-bound.ts'
export { type FigureBasis, type Move, movesOf, type RuleState } from './moves.ts'
export { isOddlyWorded } from './odd-wording.ts'
export { findUnsafeCode, findUnsafeOutput, findUnsafeValue, type UnsafeFinding } from './output-safety.ts'
export { type Loss, type Price, type PriceList, priceList, type Step } from './price-list.ts'
export { renderDirective } from './rulebook.ts'
export { type Choice, type Item, select, selector } from './selection.ts'
export type { CountTokens, TokenizerName } from './tokenizer.ts'
export type { PlacedFinding } from './unsafe-papers.ts'
export { useBeside, useInWords } from './use.ts'
export { verify } from './verify.ts'
