import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** Files by path. */
export type Files = Record<string, string | Uint8Array>

/** Tests that need git are skipped, and shown as such, on a machine without it. */
export const hasGit = spawnSync('git', ['--version']).status === 0

/** Run git as if nobody had configured it. */
export function git(folder: string, ...args: string[]): string {
  const identity = [
    'user.name=A',
    'user.email=a@example.com',
    'commit.gpgsign=false',
    'init.defaultBranch=main',
  ]
  const settings = identity.flatMap((setting) => ['-c', setting])
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', [...settings, ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' })
}

/** Commit everything there is; gives the commit. */
export function commitAll(folder: string): string {
  git(folder, 'add', '--all', '--force')
  git(folder, 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'x')
  return git(folder, 'rev-parse', 'HEAD').trim()
}

/** A temporary folder with these files; removed when its test ends. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rulebook-git-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFiles(folder, files)
  return folder
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** A repository whose branch `main` has these files, with the branch `change` checked out. */
export function gitRepository(files: Files): string {
  const folder = folderWith(files)
  git(folder, 'init', '--quiet', '--template=')
  commitAll(folder)
  git(folder, 'switch', '--quiet', '--create', 'change')
  return folder
}
