import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import { readPapers } from '../papers/read-papers.ts'
import { syncedPapers, writeOutputs } from '../pipeline/compute-outputs.ts'
import { committedCatalogue } from '../repository/committed-catalogue.ts'
import { readEvidence } from '../repository/published.ts'
import { locked, type Session } from './session.ts'

/** Bring the papers' figures and Evidence sections up to date with the published evidence; nothing else changes. */
export async function syncCommand(session: Session): Promise<ExitCode> {
  const { workspace, output } = session
  const { config } = workspace
  return locked(session, async () => {
    const { papers } = await readPapers(workspace, await committedCatalogue(workspace))
    const evidence = await readEvidence(workspace)
    if (!evidence) {
      throw new Failure(`There is no ${config.evidence} to sync from, expected one; run \`rulebook distill\``)
    }
    const read = papers.map(({ file }) => file)
    const written = await writeOutputs(workspace, read, syncedPapers(workspace, papers, evidence))
    output.say(written.length === 0 ? 'papers are up to date' : `wrote ${written.join(', ')}`)
    output.result({ command: 'sync', written })
    return exitCodes.fine
  })
}
