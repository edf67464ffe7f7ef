import path from 'node:path'
import { sweepTemporaries } from '@rulebook/bench/whole-file'
import { type AgentFormatName, agentFormats } from '../exporting/formats.ts'
import { safeDocument, safeRulebook } from '../exporting/safe-texts.ts'
import { readUtf8, writeText } from '../files/files.ts'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import { markSection } from '../repository/marked-section.ts'
import { checkPlace, realPlace } from '../repository/text-place.ts'
import type { Workspace } from '../repository/workspace.ts'
import { locked, type Session } from './session.ts'

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
export async function exportCommand(session: Session, flags: ExportCommand): Promise<ExitCode> {
  const { workspace, output } = session
  if (flags.format === 'json' && flags.file !== undefined) {
    throw new Failure(
      'Unexpected --file with --format json, which prints; leave it out, and send the output where it is to go',
    )
  }
  if (flags.format === 'json') {
    const { document } = await safeDocument(workspace, await safeRulebook(workspace))
    output.document(document)
    return exitCodes.fine
  }
  if (flags.print) {
    const { content } = await section(workspace)
    output.text(content.trimEnd())
    output.result({ command: 'export', text: content })
    return exitCodes.fine
  }
  const { file: usual, preamble } = agentFormats[flags.format]
  const named = flags.file ?? path.join(workspace.root, usual)
  const file = path.resolve(named)
  if (!/\.(?:md|mdc|markdown|txt)$|^[^.]+$|^\.[\w-]+$/i.test(path.basename(file))) {
    throw new Failure(
      `Unexpected file ${named} to export into, expected text such as Markdown; name one that ends with .md`,
    )
  }
  await checkPlace(workspace, file, `${named} to export into`)
  await refuseCopy(workspace, file)
  const name = path.relative(workspace.root, file).split(path.sep).join('/')
  return locked(session, async () => {
    // Other commands do not write there, and so do not look there for what a kill left.
    sweepTemporaries(path.dirname(file), workspace.sign)
    // Read by now, so that what another process was writing is handed on whole.
    const { title, content } = await section(workspace)
    const before = await readUtf8(file, name)
    const marked = markSection(before ?? preamble(title), content)
    if (marked.kind === 'fault') throw new Failure(`${name}:${marked.line}: ${marked.message}`)
    const stale = before !== marked.text
    if (flags.check) {
      if (stale) output.fail(`${name} does not hold the rulebook as it is; run \`rulebook export\``)
      else output.say(`${name} is up to date`)
      output.result({ command: 'export', file: name, stale })
      return stale ? exitCodes.findings : exitCodes.fine
    }
    const written = await writeText(workspace, file, marked.text, 'people')
    output.say(written ? `wrote ${name}` : `${name} is up to date`)
    output.result({ command: 'export', file: name, written })
    return exitCodes.fine
  })
}

/** The rulebook as a section of another file: its heading becomes one of that file. */
async function section(workspace: Workspace): Promise<{ title: string; content: string }> {
  const { title, text } = await safeRulebook(workspace)
  return { title, content: text.replace(/^# /, '## ') }
}

/** A file that carries a copy of the rulebook has but one marked section. */
async function refuseCopy({ paths }: Workspace, file: string): Promise<void> {
  const copies = await Promise.all(paths.copies.map(realPlace))
  if (!copies.includes(await realPlace(file))) return
  throw new Failure(
    `Unexpected file ${path.basename(file)} to export into, expected none of \`copies\` in rulebook.config.json, which \`rulebook distill\` writes; name another`,
  )
}
