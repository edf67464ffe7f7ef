import type { Use } from '@rulebook/bench'
import type { Claim, ClaimKind } from '@rulebook/papers'

/** Where an interval lies against what the claim says. */
export type Verdict = 'supported' | 'refuted' | 'inconclusive' | 'unmeasured'

/** A number with its 95 % confidence interval, in base units. */
export interface Estimate {
  value: number
  /** Bounds `[low, high]`. */
  interval: [number, number]
  /** Independent observations (processes) it rests on. */
  processes: number
  /** Samples it rests on, over all processes, passes and benchmarks. */
  samples: number
}

/** An entry of a measured rank; `tied` when it cannot be distinguished from the one before it. */
export interface RankedEntry {
  benchmark: string
  tied: boolean
}

/** A sign that an estimate deserves less trust. */
export interface EstimateWarning {
  code: string
  message: string
}

/** The same of a claim: of one of its benchmarks, or of the whole. */
export interface ClaimWarning extends EstimateWarning {
  benchmark?: string
  /** The use that was sampled; absent for results dropped. */
  use?: Use
}

/** A claim bound to one run, in one use. */
export interface ClaimMeasurement {
  /** Id of the run. */
  run: string
  /** What became of results, and what inputs there were. */
  use: Use
  /** `null` when the run lacks a benchmark of the claim. For a rank: the last entry over the first. */
  estimate: Estimate | null
  /** Rank claims: cheapest first; empty otherwise. */
  order: RankedEntry[]
  verdict: Verdict
  warnings: ClaimWarning[]
}

/** A claim bound to runs: what was measured, and whether it holds. */
export interface ClaimEvidence {
  claim: Claim
  kind: ClaimKind
  /** The worst over the runs and the uses. */
  verdict: Verdict
  /** By run, then by use. */
  measurements: ClaimMeasurement[]
}

/** A benchmark's cost bound to one run, its results dropped. */
export interface CostMeasurement {
  /** Id of the run. */
  run: string
  /** `null` when the run lacks the benchmark. */
  estimate: Estimate | null
  warnings: EstimateWarning[]
}

/** A benchmark's cost bound to runs: what a `bench:` figure shows. */
export interface BenchmarkEvidence {
  id: string
  kind: 'time' | 'size'
  measurements: CostMeasurement[]
}

/** Everything bound, by id: the claims of the papers, and the benchmarks that their figures show. */
export interface Evidence {
  claims: Map<string, ClaimEvidence>
  benchmarks: Map<string, BenchmarkEvidence>
}
