import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ExitCode, exitCodes, Failure } from '../failure.ts'
import { readText, writeText } from '../files.ts'
import { withLock } from '../lock.ts'
import { configFile, findRoot } from '../root.ts'
import { type GlobalOptions, openWorkspace } from '../workspace.ts'

const example = fileURLToPath(new URL('../../example/', import.meta.url))
const settings = {
  $schema: './node_modules/@rulebook/cli/schemas/config.schema.json',
  title: 'Performance rules of this repository',
}

/**
 * Make a folder a repository of rules: the configuration, one example suite with its paper, and the
 * line that keeps local state out of version control. What is there already stays as it is.
 */
export async function initCommand(options: GlobalOptions, signal: AbortSignal): Promise<ExitCode> {
  const folder = path.resolve(options.root ?? '.')
  const root = findRoot(folder)
  if (root !== null && root !== folder) {
    throw new Failure(
      `Unexpected ${configFile} above in ${root}, expected none; run the command there, or name another folder with --root`,
    )
  }
  const written: string[] = []
  const write = async (file: string, text: string) => {
    await writeText(path.join(folder, file), text)
    written.push(file)
  }
  if (root === null) await write(configFile, `${JSON.stringify(settings, null, 2)}\n`)

  const workspace = await openWorkspace({ ...options, root: folder })
  const { config, output, paths } = workspace
  return withLock(workspace, signal, async () => {
    if ((await isEmpty(paths.papers, '.md')) && (await isEmpty(paths.suites, '.py'))) {
      const copy = async (from: string, to: string) => write(to, (await readText(path.join(example, from)))!)
      await copy('suites/copying-lists.py', path.posix.join(config.suites, 'copying-lists.py'))
      await copy('papers/copying-lists.md', path.posix.join(config.papers, 'copying-lists.md'))
    }
    const ignored = (await readText(path.join(folder, '.gitignore'))) ?? ''
    if (!/^\/?\.rulebook\/?\s*$/m.test(ignored)) {
      const lineEnd = ignored.includes('\r\n') ? '\r\n' : '\n'
      const gap = ignored === '' || ignored.endsWith('\n') ? '' : lineEnd
      await write('.gitignore', `${ignored}${gap}.rulebook/${lineEnd}`)
    }
    output.say(written.length === 0 ? 'everything is there already' : `wrote ${written.join(', ')}`)
    output.say('next: `rulebook rebuild` measures, and writes the rulebook')
    output.result({ command: 'init', written })
    return exitCodes.fine
  })
}

async function isEmpty(folder: string, ending: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => [])
  return !names.some((name) => name.endsWith(ending))
}
