import path from 'node:path'
import process from 'node:process'
import type { Catalogue } from '@rulebook/bench'
import type { EvidenceFile } from '@rulebook/distiller'
import { loadTokenizer } from '@rulebook/distiller/tokenizer'
import { largestRulebook, readText } from '../files/files.ts'
import { withLineFeeds } from '../files/line-ends.ts'
import { configFile } from '../files/root.ts'
import { type ExitCode, exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { type LoadedPaper, readPapers } from '../papers/read-papers.ts'
import { computeOutputs, type Outputs } from '../pipeline/compute-outputs.ts'
import { fixingCommand } from '../pipeline/fixing-command.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import {
  isCommitted,
  type PublishedRun,
  readEvidenceOrFault,
  readPublishedRuns,
  readRuns,
} from '../repository/published.ts'
import type { Workspace } from '../repository/workspace.ts'
import { baseOf } from './base/base-branch.ts'
import { sinceBase } from './base/since-base.ts'
import { staleOutputs } from './outputs/stale-outputs.ts'
import { directiveWording } from './papers/directive-wording.ts'
import { idleClaims } from './papers/idle-claims.ts'
import { leftOutRules } from './papers/left-out-rules.ts'
import { farBounds } from './papers/loose-bounds.ts'
import { refutedClaims } from './papers/refuted-claims.ts'
import { unsafeCatalogue, unsafeRulebook, unsafeValues } from './papers/unsafe-texts.ts'
import { untriedVersions } from './papers/untried-versions.ts'
import { changedSuites } from './runs/changed-suites.ts'
import { benchmarkDrift } from './runs/drift.ts'
import { editedBenchmarks } from './runs/edited-benchmarks.ts'
import { editedCatalogue } from './runs/edited-catalogue.ts'
import { impossibleRuns } from './runs/impossible-runs.ts'
import { missingRuns } from './runs/missing-runs.ts'
import { runConditions } from './runs/run-conditions.ts'

/** What a check rests on besides the repository. */
export interface CheckOptions {
  /** The branch or commit that directives are compared with, in place of the one that the CI system names. */
  base?: string
  /** Paths of the runs to check against, in place of those configured. */
  run?: string[]
}

/** What is checked: a repository as it lies there. */
export interface CheckSubject {
  catalogue: Catalogue
  papers: LoadedPaper[]
  /** What was found while the papers were read. */
  warnings: Finding[]
  runs: readonly PublishedRun[]
  /** Runs that the evidence names and that are not there. */
  missing: readonly string[]
  evidence: EvidenceFile | null
  /** Why the evidence that lies there cannot be used. */
  evidenceFault: string | null
  /** What everything should be, where it is known already. */
  outputs?: Pick<Outputs, 'distillation' | 'texts'>
}

/** Everything that is not as it should be. Throws a Failure when the papers cannot be read as such. */
export async function findAll(
  workspace: Workspace,
  { run: named, base }: CheckOptions = {},
): Promise<{ findings: Finding[]; papers: number }> {
  const { config } = workspace
  const catalogue = await committedCatalogue(workspace)
  // A check vouches for what it says, so that it reads every paper itself.
  const { papers, warnings } = await readPapers(workspace, catalogue, null)
  const { evidence, fault: evidenceFault } = await readEvidenceOrFault(workspace)
  const { runs, missing } = await publishedFor(workspace, evidence, named)
  if (runs.length === 0) {
    throw new Failure(
      `There is no ${config.publishedRun} to check against, expected the published run; restore it from version control, or run \`rulebook rebuild\``,
    )
  }
  const subject = { catalogue, papers, warnings, runs, missing, evidence, evidenceFault }
  return { findings: await findIn(workspace, subject, base), papers: papers.length }
}

/** Everything about what is at hand that is not as it should be. */
export async function findIn(
  workspace: Workspace,
  { catalogue, papers, warnings, runs, missing, evidence, evidenceFault, outputs }: CheckSubject,
  base?: string,
): Promise<Finding[]> {
  const { config, paths } = workspace
  const fix = fixingCommand(workspace, runs)
  const text = await readText(paths.rulebook, { most: largestRulebook })
  const rulebook = text === null ? null : withLineFeeds(text)
  const gone = await missingRuns(workspace, missing, runs, fix)
  const changed = await changedSuites(workspace, catalogue)
  const recomputed = await recompute(workspace, papers, runs, fix, evidenceFault, outputs)
  return [
    ...warnings,
    ...changed,
    ...(await editedCatalogue(workspace, catalogue, new Set(changed.map(({ file }) => file!)))),
    ...impossibleRuns(runs, Date.now()),
    ...runs.flatMap((run) => editedBenchmarks(run, catalogue)),
    ...runs.flatMap((run) => benchmarkDrift(run, catalogue, papers)),
    ...runConditions(runs, config, Date.now()),
    ...idleClaims(papers),
    ...untriedVersions(
      papers,
      runs.map(({ run }) => run),
    ),
    ...directiveWording(papers),
    ...(await sinceBase(workspace, papers, baseOf(base, process.env))),
    ...(rulebook === null ? [] : unsafeRulebook(config.rulebook, rulebook)),
    // Hashes of what blocks loaded are handed to nobody.
    ...unsafeValues(config.evidence, { ...evidence, blocks: [] }),
    ...unsafeCatalogue(config.catalogue, catalogue),
    ...(await overBudget(workspace, rulebook, fix)),
    ...gone,
    // A line that names a run that is gone is reported once.
    ...recomputed.filter(
      ({ file, line }) => !gone.some((other) => other.file === file && other.line === line),
    ),
  ]
}

/**
 * The runs named; else those that the evidence was made from by `--run`; else those configured.
 * `missing` are the runs that the evidence names and that are not there.
 */
async function publishedFor(
  workspace: Workspace,
  evidence: EvidenceFile | null,
  named: readonly string[] | undefined,
): Promise<{ runs: PublishedRun[]; missing: string[] }> {
  if (named) return { runs: await readPublishedRuns(workspace, named), missing: [] }
  const files = evidence?.runs.map(({ file }) => file) ?? []
  const missing = files.filter((file) => !isCommitted(workspace, file))
  const configured = workspace.config.runs.length > 0 || files.length === 0
  if (configured || missing.length > 0) return { runs: await readPublishedRuns(workspace), missing }
  const normal = files.map((file) => path.posix.normalize(file))
  return { runs: await readRuns(workspace, normal, true), missing }
}

/** What everything should be, against what it is. Unsafe text is a finding here like others. */
async function recompute(
  workspace: Workspace,
  papers: LoadedPaper[],
  runs: readonly PublishedRun[],
  fix: string,
  fault: string | null,
  known: CheckSubject['outputs'],
): Promise<Finding[]> {
  try {
    const { distillation, texts } = known ?? (await computeOutputs(workspace, papers, runs))
    const { evidence } = distillation
    const kept = evidence.rules.filter((rule) => rule.published)
    const headerTokens = evidence.budget.used - kept.reduce((sum, rule) => sum + rule.tokens, 0)
    return [
      ...(await staleOutputs(workspace, texts, fix, fault)),
      ...leftOutRules(papers, evidence, headerTokens),
      ...refutedClaims(papers, evidence),
      ...farBounds(papers, evidence),
    ]
  } catch (error) {
    if (error instanceof FindingsFailure && error.exitCode === exitCodes.unsafe) return error.findings
    if (!(error instanceof Failure) || error.exitCode !== exitCodes.overBudget) throw error
    return [{ rule: 'over-budget', severity: 'error', file: configFile, message: error.message }]
  }
}

async function overBudget({ config }: Workspace, rulebook: string | null, fix: string): Promise<Finding[]> {
  // Counting takes long where text has no end; what is too long is reported as such.
  if (
    rulebook === null ||
    unsafeRulebook(config.rulebook, rulebook).some(({ rule }) => rule === 'unsafe-size')
  )
    return []
  const tokens = (await loadTokenizer(config.tokenizer))(rulebook)
  if (tokens <= config.budget) return []
  const message = `Unexpected ${tokens} tokens (${config.tokenizer}), expected at most ${config.budget}; run \`${fix}\``
  return [{ rule: 'over-budget', severity: 'error', file: config.rulebook, message }]
}

/** The exit code that findings end a command with; `strict` counts warnings as errors. */
export function exitCodeOf(findings: readonly Finding[], strict = false): ExitCode {
  const errors = findings.filter(({ severity }) => severity === 'error' || (strict && severity === 'warning'))
  if (errors.some(({ rule }) => rule.startsWith('unsafe-'))) return exitCodes.unsafe
  if (errors.some(({ rule }) => rule === 'over-budget')) return exitCodes.overBudget
  return errors.length > 0 ? exitCodes.findings : exitCodes.fine
}
