import { execFile } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { isWithin } from '../../files/root.ts'
import { visibleLine } from '../../findings/visible-text.ts'

/** What git printed, or why it did not. */
export type GitAnswer = { bytes: Buffer } | { problem: string }

/**
 * Nothing but objects and refs is read: no monitor, hook or transport is started, no ref stands for another commit
 * than its own, and a folder of the work tree that is made up as a bare repository is none.
 */
const safely = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'safe.bareRepository=explicit'].flatMap(
    (setting) => ['-c', setting],
  ),
]

/** Ask the git repository around a folder. Callers pass no argument that a stranger begins. Never rejects. */
export function git(folder: string, ...args: string[]): Promise<GitAnswer> {
  const options = {
    cwd: folder,
    env: environmentOf(folder),
    encoding: 'buffer',
    timeout: 30_000,
    maxBuffer: 64 * 1024 * 1024,
  } as const
  return new Promise((resolve) => {
    const child = execFile('git', [...safely, ...args], options, (error, stdout, stderr) => {
      if (!error) return resolve({ bytes: stdout })
      const [said = ''] = stderr.toString().trim().split('\n')
      const missing = error.code === 'ENOENT' ? 'there is no git on this machine' : ''
      resolve({ problem: visibleLine(said.replace(/^fatal: /, '') || missing) })
    })
    child.stdin?.end()
  })
}

/** Without what points git elsewhere, and without a git that the folder itself brings along. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  const places = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((place) => path.isAbsolute(place) && !isWithin(folder, place))
  return {
    ...Object.fromEntries(kept),
    // An empty one would mean the folder.
    PATH: places.join(path.delimiter) || '/',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}
