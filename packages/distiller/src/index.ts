export { bind } from './bind.ts'
export { type Decision, type DecisionInput, type Difference, decide, neededBenchmarks } from './decision.ts'
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
export { formatFigure, parseFigure } from './figure.ts'
export { type FigureTexts, type MovedFigure, publishedFigures } from './figure-texts.ts'
export { findUnsafeOutput, type UnsafeFinding } from './output-safety.ts'
export { type Choice, type Item, select } from './selection.ts'
export { verify } from './verify.ts'
