import type { EvidenceFile } from '@rulebook/distiller'
import { readText } from '../files/files.ts'
import { Failure } from '../findings/failure.ts'
import type { LoadedPaper } from '../papers/read-papers.ts'
import type { Workspace } from '../repository/workspace.ts'

/**
 * A rulebook that has rules is not written over by one that has none: more often papers went astray
 * than all rules at once stopped holding. Throws a Failure.
 */
export async function refuseEmptying(
  { config, paths }: Workspace,
  papers: readonly LoadedPaper[],
  { rules }: EvidenceFile,
): Promise<void> {
  if (rules.some((rule) => rule.published)) return
  const before = (await readText(paths.rulebook))?.match(/^- /gm)?.length ?? 0
  if (before === 0) return
  const drafts = papers.filter(({ paper }) => paper.status !== 'accepted').length
  const cause =
    papers.length === 0
      ? `no paper was found in ${config.papers}`
      : `${papers.length} papers were read, ${drafts} of them not accepted, and none of their ${rules.length} rules can be published`
  const reasons = rules.slice(0, 5).map(({ id, reason }) => `${id}: ${reason}`)
  throw new Failure([
    `${config.rulebook} would lose all of its ${before} rules, expected at least one to stay: ${cause}; nothing was written. Put the papers back or mend them; if there are to be no rules, delete ${config.rulebook} first`,
    ...reasons,
  ])
}
