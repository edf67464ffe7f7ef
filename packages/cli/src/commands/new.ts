import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CatalogueEntry } from '@rulebook/bench'
import { createText } from '../files/files.ts'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import type { Workspace } from '../repository/workspace.ts'
import { locked, type Session, subjectOf } from './session.ts'
import { newPaper } from './templates/paper.ts'
import { newSuite } from './templates/suite.ts'

/** Write a suite, or a paper about the first benchmarks of one. What is there already is never touched. */
export async function newCommand(
  session: Session,
  what: 'suite' | 'paper',
  domain: string,
): Promise<ExitCode> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(domain)) {
    throw new Failure(
      `Unexpected domain “${domain}”, expected kebab-case such as string-formatting; choose another name`,
    )
  }
  return locked(session, async () => {
    const written = await (what === 'suite' ? writeSuite(session, domain) : writePaper(session, domain))
    session.output.result({ command: 'new', written: [written] })
    return exitCodes.fine
  })
}

/** The catalogue is brought up to date as well, where there is Python. */
async function writeSuite(session: Session, domain: string): Promise<string> {
  const { workspace, output } = session
  const { config, paths } = workspace
  const suite = path.posix.join(config.suites, `${domain}.py`)
  await writeNew(workspace, path.join(paths.suites, `${domain}.py`), suite, newSuite(domain))
  const known = await subjectOf(session).catch((error) => {
    if (!(error instanceof Failure)) throw error
    output.warn(`the catalogue is not up to date yet: ${error.message}`)
    return null
  })
  output.say(`wrote ${suite}: two benchmarks of one block; put your own in their place`)
  const first = known && !known.interpreter ? 'install CPython 3.10 or newer, then ' : ''
  output.say(`next: ${first}\`rulebook new paper ${domain}\``)
  return suite
}

async function writePaper(session: Session, domain: string): Promise<string> {
  const { workspace, output } = session
  const { config, paths } = workspace
  const { interpreter, catalogue } = await subjectOf(session)
  const [first, second] = comparable(catalogue.benchmarks.filter((entry) => entry.domain === domain))
  if (!first || !second) {
    const suite = path.join(paths.suites, `${domain}.py`)
    if (!interpreter && existsSync(suite)) {
      throw new Failure(
        `The suite ${config.suites}/${domain}.py is there, but the catalogue ${config.catalogue} does not know it yet, and bringing it up to date takes Python; install CPython 3.10 or newer, then run \`rulebook new paper ${domain}\` again`,
      )
    }
    throw new Failure(
      `There is no suite ${config.suites}/${domain}.py with benchmarks, expected one to write about; run \`rulebook new suite ${domain}\` first`,
    )
  }
  const paper = path.posix.join(config.papers, `${domain}.md`)
  await writeNew(workspace, path.join(paths.papers, `${domain}.md`), paper, newPaper(domain, first, second))
  output.say(`wrote ${paper}: a draft about ${first.id} and ${second.id}`)
  output.say(`next: edit it with \`rulebook watch\` beside it, then \`rulebook measure ${domain}\``)
  return paper
}

/** Two benchmarks that may be compared: of one block. */
function comparable(benchmarks: CatalogueEntry[]): CatalogueEntry[] {
  const [first] = benchmarks
  return benchmarks.filter(({ block }) => block === first?.block).slice(0, 2)
}

/** Write a file that is not there yet; one that is there is never touched. */
async function writeNew(workspace: Workspace, file: string, shownAs: string, text: string): Promise<void> {
  if (await createText(workspace, file, text)) return
  throw new Failure(`${shownAs} is there already, expected a new file; edit it, or name another domain`)
}
