import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { askInterpreter, type FoundInterpreter, type RejectedInterpreter } from './interpreter.ts'

/**
 * Every Python of this machine that can be measured with: those on the PATH by any of their names,
 * and the versions that pyenv keeps; each once, by version. Never throws.
 */
export async function findInterpreters(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<FoundInterpreter[]> {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const versions = path.join(environment.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions')
  const onPath = (await Promise.all(folders.map(pythonsIn))).flat()
  const ofPyenv = (await entries(versions)).map((version) => path.join(versions, version, 'bin', 'python'))
  const asked = await Promise.all(
    [...onPath, ...ofPyenv].map((python) => askInterpreter(python, environment)),
  )
  const found = new Map<string, FoundInterpreter>()
  for (const answer of asked) {
    if (isFound(answer) && !found.has(answer.path)) found.set(answer.path, answer)
  }
  return [...found.values()].sort((a, b) =>
    a.interpreter.version.localeCompare(b.interpreter.version, 'en', { numeric: true }),
  )
}

async function pythonsIn(folder: string): Promise<string[]> {
  const names = await entries(folder)
  return names.filter((name) => /^python(3(\.\d+)?)?$/.test(name)).map((name) => path.join(folder, name))
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

function isFound(answer: FoundInterpreter | RejectedInterpreter): answer is FoundInterpreter {
  return 'path' in answer
}
