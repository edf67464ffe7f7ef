export {
  blockSize,
  blocksOf,
  type Catalogue,
  type CatalogueEntry,
  type DescribedSuites,
  describeSuites,
  formatCatalogue,
  parseCatalogue,
  SuiteFaults,
} from './catalogue.ts'
export { type ChangedSource, changedSources } from './catalogue-sources.ts'
export {
  type Environment,
  type EnvironmentOptions,
  environmentVersions,
  interpreterKey,
  provideEnvironment,
} from './environment.ts'
export { impossibilities } from './impossibilities.ts'
export { type Impossibility, isMerelyUnlikely } from './impossible/impossibility.ts'
export { keyIn } from './impossible/keys.ts'
export {
  type FoundInterpreter,
  findInterpreter,
  type InterpreterSearch,
  oldestPython,
  type RejectedInterpreter,
} from './interpreter.ts'
export { findInterpreters } from './interpreters.ts'
export { describeMachine, isInMemory, machineIdentity, sameMachine } from './machine.ts'
export {
  forgetJournal,
  type Measurement,
  type MeasureOptions,
  measure,
} from './measurement.ts'
export { lag, measureNoise, type Noise, noiseOf } from './noise.ts'
export { installedPackages, requiredPackages } from './packages.ts'
export { RequirementsFault } from './requirements.ts'
export type * from './run.ts'
export { formatRun, parseRun, RunFault, readRun } from './run-file.ts'
export { recordedLine, recordedSource, textLimits } from './run-text.ts'
export { disturbed, wantsAnother } from './sampling/disturbance.ts'
export { type Effort, efforts } from './sampling/effort.ts'
export type { Progress } from './sampling/rounds.ts'
export { WorkerFailure } from './sampling/worker-failure.ts'
