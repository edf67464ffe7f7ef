import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createText, readText, readUtf8, writeText } from '../files/files.ts'
import { signerOf } from '../files/machine-secret.ts'
import { configFile, findRoot } from '../files/root.ts'
import { type ExitCode, exitCodes, Failure } from '../findings/failure.ts'
import type { Config } from '../repository/settings.ts'
import { openWorkspace } from '../repository/workspace.ts'
import type { Output } from '../terminal/output.ts'
import { locked } from './session.ts'

const example = fileURLToPath(new URL('../../example/', import.meta.url))
const settings = {
  $schema: './node_modules/@rulebook/cli/schemas/config.schema.json',
  title: 'Performance rules of this repository',
}

/**
 * Make a folder a repository of rules: the configuration, one example suite with its paper, the line
 * that keeps local state out of version control, and those that keep line ends in what is written. What
 * is there already stays as it is.
 */
export async function initCommand(
  place: string | undefined,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const folder = path.resolve(place ?? '.')
  const root = findRoot(folder)
  if (root !== null && root !== folder) {
    throw new Failure(
      `Unexpected ${configFile} above in ${root}, expected none; run the command there, or name another folder with --root`,
    )
  }
  const site = { root: folder, sign: signerOf(folder) }
  const written: string[] = []
  const write = async (file: string, text: string) => {
    await writeText(site, path.join(folder, file), text, 'people')
    written.push(file)
  }
  // What cannot be appended to is told before anything is written.
  for (const file of ['.gitignore', '.gitattributes']) await readUtf8(path.join(folder, file), file)
  // There is no lock before there are settings; of two that begin at once one writes them.
  const first = `${JSON.stringify(settings, null, 2)}\n`
  if (root === null && (await createText(site, path.join(folder, configFile), first)))
    written.push(configFile)

  const workspace = await openWorkspace(folder)
  const { config, paths } = workspace
  return locked({ workspace, output, signal }, async () => {
    // One that was stopped between the two is completed.
    if ((await isEmpty(paths.papers, '.md')) && (await isEmpty(paths.suites, '.py', 'copying-lists.py'))) {
      const copy = async (from: string, to: string) => {
        const text = (await readText(path.join(example, from)))!
        if (await createText(site, path.join(folder, to), text)) written.push(to)
      }
      await copy('suites/copying-lists.py', path.posix.join(config.suites, 'copying-lists.py'))
      await copy('papers/copying-lists.md', path.posix.join(config.papers, 'copying-lists.md'))
    }
    const append = async (file: string, missing: (text: string) => string[]) => {
      const text = (await readUtf8(path.join(folder, file), file)) ?? ''
      const lines = missing(text)
      const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
      const gap = text === '' || text.endsWith('\n') ? '' : lineEnd
      if (lines.length > 0) await write(file, `${text}${gap}${lines.map((line) => line + lineEnd).join('')}`)
    }
    // The second is what Python leaves beside code of the repository that suites import.
    await append('.gitignore', (text) =>
      ['.rulebook/', '__pycache__/'].filter((line) => !ignores(text, line)),
    )
    await append('.gitattributes', (text) => missingAttributes(text, config))
    output.say(written.length === 0 ? 'everything is there already' : `wrote ${written.join(', ')}`)
    output.say('next: `rulebook rebuild` measures, and writes the rulebook')
    output.result({ command: 'init', written })
    return exitCodes.fine
  })
}

/** Does a `.gitignore` leave out a folder, anywhere or at the root? */
function ignores(text: string, folder: string): boolean {
  const lines = text.split(/\r?\n/).map((line) =>
    line
      .trim()
      .replace(/^(?:\*\*)?\//, '')
      .replace(/\/$/, ''),
  )
  return lines.includes(folder.replace(/\/$/, ''))
}

/** Lines of `.gitattributes` that keep LF in what is generated, but for files of which they speak already. */
function missingAttributes(text: string, config: Config): string[] {
  const words = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  if (words.some(([pattern, ...attributes]) => pattern === '*' && attributes.includes('eol=lf'))) return []
  const named = new Set(words.map(([pattern]) => pattern!.replace(/^\//, '')))
  return [config.rulebook, config.evidence, config.publishedRun, config.catalogue]
    .map((file) => path.posix.normalize(file))
    .filter((file) => !/[\s"*?[\]\\]/.test(file) && !named.has(file))
    .map((file) => `${file} text eol=lf`)
}

/** Does a folder hold no file with this ending, but for one? */
async function isEmpty(folder: string, ending: string, but?: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => [])
  return !names.some((name) => name.endsWith(ending) && name !== but)
}
