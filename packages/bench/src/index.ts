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
} from './catalogue/catalogue.ts'
export { type ChangedSource, changedSources } from './catalogue/sources.ts'
export { type Effort, efforts } from './effort/effort.ts'
export { impossibilities } from './impossible/impossibilities.ts'
export { type Impossibility, isMerelyUnlikely } from './impossible/impossibility.ts'
export { keyIn } from './impossible/keys.ts'
export { forgetJournal, type Measurement, measure } from './measurement/measurement.ts'
export { requiredPackages } from './plan/required-packages.ts'
export { describeMachine, isInMemory, machineIdentity, sameMachine } from './process/machine.ts'
export {
  type Environment,
  type EnvironmentOptions,
  environmentVersions,
  interpreterKey,
  provideEnvironment,
} from './python/environment.ts'
export { installedPackages } from './python/installed-packages.ts'
export {
  type FoundInterpreter,
  findInterpreter,
  type InterpreterSearch,
  oldestPython,
  type RejectedInterpreter,
} from './python/interpreter.ts'
export { findInterpreters } from './python/interpreters.ts'
export { RequirementsFault } from './python/requirements.ts'
export { lag, measureNoise, type Noise, noiseOf } from './quality/machine-noise.ts'
export { findJsonSizeFault } from './run/json-text.ts'
export type * from './run/run.ts'
export { formatRun, parseRun, RunFault, readRun } from './run/run-file.ts'
export { recordedLine, recordedSource, textLimits } from './run/run-text.ts'
export { disturbed, wantsAnother } from './sampling/disturbance.ts'
export type { MeasureOptions, Progress } from './sampling/measure-options.ts'
export { WorkerFailure } from './worker/worker-failure.ts'
