import type { Run } from '@rulebook/bench'
import type { EvidenceFile } from './evidence-file.ts'

/** Source hash of each benchmark of a run, by id. */
export function sourceHashes(run: Run): Map<string, string> {
  return new Map(run.blocks.flatMap((block) => block.benchmarks.map((b) => [b.id, b.sourceHash])))
}

/**
 * Evidence less the figures of benchmarks whose source is another in the runs that take the place of
 * those it rests on: a figure stays only while it stands for the same statement.
 */
export function withoutChangedSources(
  evidence: EvidenceFile,
  before: readonly Run[],
  after: readonly Run[],
): EvidenceFile {
  const [old, now] = [before, after].map((runs) => new Map(runs.flatMap((run) => [...sourceHashes(run)])))
  const same = (id: string) => old!.get(id) === now!.get(id)
  return {
    ...evidence,
    claims: evidence.claims.map((claim) =>
      claim.benchmarks.every(same) ? claim : { ...claim, figure: null },
    ),
    benchmarks: evidence.benchmarks.map((entry) => (same(entry.id) ? entry : { ...entry, figure: null })),
  }
}
