import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { type AgentFormatName, agentFormats } from '../exporting/formats.ts'
import { markSection } from '../exporting/marked-section.ts'
import { safeDocument, safeRulebook } from '../exporting/safe-texts.ts'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { readText, writeText } from '../files.ts'
import { withLock } from '../lock.ts'
import { configuredRuns } from '../published.ts'
import { configFile, isWithin } from '../root.ts'
import type { Workspace } from '../workspace.ts'

export interface ExportCommand {
  format: AgentFormatName | 'json'
  /** File to write into, in place of the format's own. */
  file?: string
  /** Print the section, and write nothing. */
  print?: boolean
  /** Only say whether the file is up to date. */
  check?: boolean
}

/**
 * Hand the rulebook to agents: as a marked section of the file they read, every other byte of which
 * stays as it was; or as JSON with what each rule rests on. What agents must not be handed is refused
 * with exit code 4; `check` ends with 1 when the file is not up to date, and JSON when rulebook and
 * evidence do not hold the same rules.
 */
export async function exportCommand(
  workspace: Workspace,
  flags: ExportCommand,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output } = workspace
  if (flags.format === 'json' && flags.file !== undefined) {
    throw new Failure(
      'Unexpected --file with --format json, which prints; leave it out, and send the output where it is to go',
    )
  }
  const rulebook = await safeRulebook(workspace)
  if (flags.format === 'json') {
    const { document } = await safeDocument(workspace, rulebook)
    output.document(document)
    return exitCodes.fine
  }
  // The rulebook's heading becomes one of the file it goes into.
  const content = rulebook.text.replace(/^# /, '## ')
  if (flags.print) {
    output.text(content.trimEnd())
    output.result({ command: 'export', text: content })
    return exitCodes.fine
  }
  const { file: usual, preamble } = agentFormats[flags.format]
  const file = await insideRepository(workspace, flags.file ?? path.join(workspace.root, usual))
  const name = path.relative(workspace.root, file).split(path.sep).join('/')
  return withLock(workspace, signal, async () => {
    const before = await readText(file)
    const marked = markSection(before ?? preamble(rulebook.title), content)
    if (marked.kind === 'fault') throw new Failure(`${name}:${marked.line}: ${marked.message}`)
    const stale = before !== marked.text
    if (flags.check) {
      if (stale) output.fail(`${name} does not hold the rulebook as it is; run \`rulebook export\``)
      else output.say(`${name} is up to date`)
      output.result({ command: 'export', file: name, stale })
      return stale ? exitCodes.findings : exitCodes.fine
    }
    const written = await writeText(file, marked.text)
    output.say(written ? `wrote ${name}` : `${name} is up to date`)
    output.result({ command: 'export', file: name, written })
    return exitCodes.fine
  })
}

/** The absolute path to write into. A link that leads out of the repository is refused like a path that does. */
async function insideRepository({ root, paths, config }: Workspace, file: string): Promise<string> {
  const absolute = path.resolve(file)
  const real = await realPlace(absolute)
  const runs = configuredRuns({ root, config }).map((run) => path.join(root, run))
  const { pythonPath, ...places } = paths
  const named = Object.values(places).filter((place) => place !== null)
  const own = [...named, ...runs, path.join(root, configFile)]
  const base = await realpath(root)
  const taken = (await Promise.all(own.map(realPlace))).filter((place) => place !== base)
  // Of folders with Python code only such code is read.
  if (real.endsWith('.py')) taken.push(...(await Promise.all(pythonPath.map(realPlace))))
  if (real === base || !isWithin(base, real) || taken.some((place) => isWithin(place, real))) {
    throw new Failure(
      `Unexpected file ${file} to export into, expected one of the repository that the pipeline neither reads nor writes; name another`,
    )
  }
  return absolute
}

/** A path with its links followed, as far as it exists. */
async function realPlace(file: string): Promise<string> {
  const parent = path.dirname(file)
  if (parent === file) return file
  return realpath(file).catch(async () => path.join(await realPlace(parent), path.basename(file)))
}
