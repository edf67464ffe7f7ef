import type { Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { benchmarksShown } from '../evidence/bind.ts'
import { blockWith } from '../evidence/estimate.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { byId, type Published } from '../figures/publish.ts'
import type { DistillInput } from '../input.ts'
import { measuredAt } from './rulebook.ts'

/** The evidence of a rulebook that takes `used` tokens, with an entry for every rule. */
export function renderEvidence(
  { papers, runs, budget, tokenizer }: DistillInput,
  { claims, benchmarks }: Published,
  used: number,
  rules: EvidenceFile['rules'],
): EvidenceFile {
  return {
    schema: 'rulebook.evidence/1',
    budget: { limit: budget, used, tokenizer },
    runs: runs.map(({ file, run }) => runEntry(file, run)),
    blocks: blockEntries(
      papers,
      runs.map(({ run }) => run),
    ),
    rules,
    claims,
    benchmarks,
  }
}

/** A run as the evidence file lists it. */
function runEntry(file: string, run: Run): EvidenceFile['runs'][number] {
  const { interpreter, machine } = run
  return {
    id: run.id,
    file,
    interpreter: `${interpreter.implementation} ${interpreter.version}`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}`,
    ...(machine.filesystem === null ? {} : { filesystem: machine.filesystem }),
    measuredAt: measuredAt(run),
  }
}

/** The blocks that claims and shown costs rest on, as the evidence file lists them, sorted by id. */
function blockEntries(papers: readonly Paper[], runs: readonly Run[]): EvidenceFile['blocks'] {
  const needed = papers.flatMap((paper) => [
    ...paper.claims.map(({ benchmarks }) => benchmarks),
    ...benchmarksShown(paper).map((id) => [id]),
  ])
  return runs
    .flatMap((run) =>
      [...new Set(needed.flatMap((benchmarks) => blockWith(run, benchmarks) ?? []))].map(
        ({ id, measuredAt, loaded }) => ({
          id,
          run: run.id,
          measuredAt,
          ...loaded,
        }),
      ),
    )
    .sort(byId)
}
