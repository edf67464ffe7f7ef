import path from 'node:path'
import {
  type Distillation,
  type DistillInput,
  distill,
  type EvidenceFile,
  figuresOf,
  formatEvidenceFile,
  type PlacedFinding,
  renderEvidenceSection,
} from '@rulebook/distiller'
import { loadTokenizer } from '@rulebook/distiller/tokenizer'
import { syncPaper } from '@rulebook/papers'
import { readText, writeText } from '../files/files.ts'
import { placeInRepository } from '../files/repository-place.ts'
import { exitCodes, Failure, FindingsFailure } from '../findings/failure.ts'
import type { Finding } from '../findings/finding.ts'
import { findingLine } from '../findings/finding-line.ts'
import type { LoadedPaper } from '../papers/read-papers.ts'
import { copiedTexts, readCopies } from '../repository/copies.ts'
import type { PublishedRun } from '../repository/published.ts'
import { refuseForeignOutputs } from '../repository/recognised-output.ts'
import type { Workspace } from '../repository/workspace.ts'
import { reread } from './verify-synced-paper.ts'

/** Everything the pipeline writes, as it should be. */
export interface Outputs {
  distillation: Extract<Distillation, { kind: 'distilled' }>
  /** Absolute path to text. */
  texts: Map<string, string>
  /** The files of people that the texts were made from, as they were read. */
  read: Read[]
}

/** A file that people keep, as it was read; its path is from the root. */
export interface Read {
  path: string
  content: string
}

/** What a distillation is made from, with the settings of the repository. */
export async function distillInput(
  { config }: Workspace,
  papers: LoadedPaper[],
  runs: readonly PublishedRun[],
  budget: number = config.budget,
): Promise<DistillInput> {
  return {
    papers: papers.map(({ paper }) => paper),
    runs,
    budget,
    tokenizer: config.tokenizer,
    countTokens: await loadTokenizer(config.tokenizer),
    title: config.title,
  }
}

/** Text that agents must not be handed, with its places in papers or in the rulebook. */
class UnsafeFailure extends FindingsFailure {
  constructor({ config }: Workspace, unsafe: readonly PlacedFinding[]) {
    const findings = unsafe.map(({ rule, file, line, column, message }): Finding => {
      return { rule, severity: 'error', file: file ?? config.rulebook, line, column, message }
    })
    super(
      [
        'the rulebook would hold what agents must not be handed; nothing was written',
        ...findings.map(findingLine),
      ],
      findings,
      exitCodes.unsafe,
    )
  }
}

/**
 * Compute every output from runs and papers; nothing is written. Throws a Failure when a configured
 * copy of the rulebook cannot be written, with exit code 3 when the budget holds not even one rule, 4 when the rulebook would hold unsafe text.
 */
export async function computeOutputs(
  workspace: Workspace,
  papers: LoadedPaper[],
  runs: readonly PublishedRun[],
  budget: number = workspace.config.budget,
): Promise<Outputs> {
  const { paths } = workspace
  const copies = await readCopies(workspace)
  const distillation = distill(await distillInput(workspace, papers, runs, budget))
  if (distillation.kind === 'too-small') {
    throw new Failure(
      `A budget of ${budget} tokens holds no rule, expected at least ${distillation.least}; raise it`,
      exitCodes.overBudget,
    )
  }
  if (distillation.unsafe.length > 0) throw new UnsafeFailure(workspace, distillation.unsafe)
  const { evidence, rulebook } = distillation
  const texts = new Map([
    [paths.evidence, formatEvidenceFile(evidence)],
    ...syncedPapers(workspace, papers, evidence),
    ...copiedTexts(workspace, copies, rulebook),
    [paths.rulebook, rulebook],
  ])
  return { distillation, texts, read: [...papers.map(({ file }) => file), ...copies] }
}

/** The papers with the figures and the evidence of an evidence file, by absolute path. */
export function syncedPapers(
  { root }: Workspace,
  papers: LoadedPaper[],
  evidence: EvidenceFile,
): Map<string, string> {
  const figures = figuresOf(evidence)
  return new Map(
    papers.map((loaded) => {
      const { file, paper } = loaded
      const synced = syncPaper(file.content, paper, {
        // What is not measured shows nothing, not what was measured once.
        figure: ({ type, id }) => figures.get(`${type}:${id}`) ?? '?',
        evidence: renderEvidenceSection(paper.domain, evidence),
      })
      return [path.join(root, file.path), reread(loaded, synced)]
    }),
  )
}

/**
 * Write what changed, the rulebook last; answers the paths written, from the root. A file of people that
 * changed since it was read is not written over: nothing is written then.
 */
export async function writeOutputs(
  workspace: Workspace,
  read: readonly Read[],
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const { root } = workspace
  for (const { path: file, content } of read) {
    const current = await readText(path.join(root, file), { follow: true })
    if (current === content || current === texts.get(path.join(root, file))) continue
    throw new Failure(
      `${file} is no longer as it was read: it was saved meanwhile, or another rulebook that was just stopped wrote it; nothing was written, run the command again`,
    )
  }
  const kept = new Set(read.map(({ path: file }) => path.join(root, file)))
  const keeperOf = (file: string) => (kept.has(file) ? 'people' : 'pipeline')
  // What is in the way of one is told before any is written.
  refuseForeignOutputs(workspace, (file) => texts.has(file))
  for (const file of texts.keys()) placeInRepository(root, file, keeperOf(file))
  const written: string[] = []
  for (const [file, text] of texts) {
    if (await writeText(workspace, file, text, keeperOf(file))) written.push(file.slice(root.length + 1))
  }
  return written
}
