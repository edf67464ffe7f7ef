import { type Run, readRun } from '@rulebook/bench'
import {
  type Distillation,
  distill,
  type EvidenceFile,
  formatEvidenceFile,
  parseEvidenceFile,
  publishedFigures,
  renderEvidenceSection,
} from '@rulebook/distiller'
import { loadTokenizer } from '@rulebook/distiller/tokenizer'
import { syncPaper } from '@rulebook/papers'
import { exitCodes, Failure } from './failure.ts'
import { readText, writeText } from './files.ts'
import type { LoadedPaper } from './papers.ts'
import type { Workspace } from './workspace.ts'

/** What is published now: the committed run, and the evidence with the figures shown. */
export interface Published {
  run: Run | null
  evidence: EvidenceFile | null
}

export async function readPublished({ paths, config }: Workspace): Promise<Published> {
  const text = await readText(paths.evidence)
  try {
    return {
      run: await readRun(paths.publishedRun),
      evidence: text === null ? null : parseEvidenceFile(text, config.evidence),
    }
  } catch (error) {
    throw new Failure((error as Error).message)
  }
}

/** Everything the pipeline writes, as it should be. */
export interface Outputs {
  distillation: Extract<Distillation, { kind: 'distilled' }>
  /** Absolute path to text. */
  texts: Map<string, string>
}

/**
 * Compute every output from a run and the papers; nothing is written. Throws a Failure with exit
 * code 3 when the budget holds not even one rule, 4 when the rulebook would hold unsafe text.
 */
export async function computeOutputs(
  workspace: Workspace,
  papers: LoadedPaper[],
  run: Run,
  previous: EvidenceFile | null,
  budget: number = workspace.config.budget,
): Promise<Outputs> {
  const { config, paths } = workspace
  const distillation = distill({
    papers: papers.map(({ paper }) => paper),
    runs: [{ file: config.publishedRun, run }],
    previous,
    budget,
    tokenizer: config.tokenizer,
    countTokens: await loadTokenizer(config.tokenizer),
    title: config.title,
  })
  if (distillation.kind === 'too-small') {
    throw new Failure(
      `A budget of ${budget} tokens holds no rule, expected at least ${distillation.least}; raise it`,
      exitCodes.overBudget,
    )
  }
  if (distillation.unsafe.length > 0) {
    const found = distillation.unsafe.map(
      ({ line, message }) => `${config.rulebook}:${line}: unexpected ${message}`,
    )
    throw new Failure(
      `the rulebook would hold what agents must not be handed; nothing was written\n${found.join('\n')}`,
      exitCodes.unsafe,
    )
  }
  const { evidence, rulebook } = distillation
  const texts = new Map([
    [paths.evidence, formatEvidenceFile(evidence)],
    ...syncedPapers(workspace, papers, evidence),
    [paths.rulebook, rulebook],
  ])
  return { distillation, texts }
}

/** The papers with the figures and the evidence of an evidence file, by absolute path. */
export function syncedPapers(
  { root }: Workspace,
  papers: LoadedPaper[],
  evidence: EvidenceFile,
): Map<string, string> {
  const figures = publishedFigures(evidence)
  return new Map(
    papers.map(({ file, paper }) => [
      `${root}/${file.path}`,
      syncPaper(file.content, paper, {
        figure: ({ type, id }) => figures.get(`${type}:${id}`),
        evidence: renderEvidenceSection(paper.domain, evidence),
      }),
    ]),
  )
}

/** Write what changed, the rulebook last; answers the paths written, from the root. */
export async function writeOutputs({ root }: Workspace, texts: Map<string, string>): Promise<string[]> {
  const written: string[] = []
  for (const [file, text] of texts) {
    if (await writeText(file, text)) written.push(file.slice(root.length + 1))
  }
  return written
}
