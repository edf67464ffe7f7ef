import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { CatalogueEntry } from '@rulebook/bench'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { withLock } from '../lock.ts'
import { findSubject } from '../measuring.ts'
import { newPaper } from '../templates/paper.ts'
import { newSuite } from '../templates/suite.ts'
import type { Workspace } from '../workspace.ts'

/** Write a suite, or a paper about the first benchmarks of one. What is there already is never touched. */
export async function newCommand(
  workspace: Workspace,
  what: 'suite' | 'paper',
  domain: string,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output } = workspace
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(domain)) {
    throw new Failure(
      `Unexpected domain “${domain}”, expected kebab-case such as string-formatting; choose another name`,
    )
  }
  return withLock(workspace, signal, async () => {
    const written = await (what === 'suite' ? writeSuite(workspace, domain) : writePaper(workspace, domain))
    output.result({ command: 'new', written: [written] })
    return exitCodes.fine
  })
}

/** The catalogue is brought up to date as well, where there is Python. */
async function writeSuite(workspace: Workspace, domain: string): Promise<string> {
  const { output, config, paths } = workspace
  const suite = path.posix.join(config.suites, `${domain}.py`)
  await writeNew(path.join(paths.suites, `${domain}.py`), suite, newSuite(domain))
  await findSubject(workspace, {}).catch((error) => {
    if (!(error instanceof Failure)) throw error
    output.warn(`the catalogue is not up to date yet: ${error.message}`)
  })
  output.say(`wrote ${suite}: two benchmarks of one block; put your own in their place`)
  output.say(`next: \`rulebook new paper ${domain}\``)
  return suite
}

async function writePaper(workspace: Workspace, domain: string): Promise<string> {
  const { output, config, paths } = workspace
  const { catalogue } = await findSubject(workspace, {})
  const [first, second] = comparable(catalogue.benchmarks.filter((entry) => entry.domain === domain))
  if (!first || !second) {
    throw new Failure(
      `There is no suite ${config.suites}/${domain}.py with benchmarks, expected one to write about; run \`rulebook new suite ${domain}\` first`,
    )
  }
  const paper = path.posix.join(config.papers, `${domain}.md`)
  await writeNew(path.join(paths.papers, `${domain}.md`), paper, newPaper(domain, first, second))
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
async function writeNew(file: string, shownAs: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    const handle = await open(file, 'wx')
    await handle.writeFile(text).finally(() => handle.close())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Failure(`${shownAs} is there already, expected a new file; edit it, or name another domain`)
  }
}
