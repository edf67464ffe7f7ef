import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { configFile, isWithin } from '../files/root.ts'
import { Failure } from '../findings/failure.ts'
import { configuredRuns } from './published.ts'
import type { Workspace } from './workspace.ts'

/**
 * Check the absolute path of a file that people keep and a section is written into; `told` says which it is,
 * in messages. One that the pipeline reads or writes otherwise is refused, and a link that leads out of the
 * repository like a path that does. Throws a Failure.
 */
export async function checkPlace(workspace: Workspace, file: string, told: string): Promise<void> {
  const { root, paths, config } = workspace
  const real = await realPlace(file)
  const runs = configuredRuns({ root, config }).map((run) => path.join(root, run))
  const { pythonPath, copies: _, ...places } = paths
  const named = Object.values(places).filter((place) => place !== null)
  const own = [...named, ...runs, path.join(root, configFile)]
  const base = await realpath(root)
  const taken = (await Promise.all(own.map(realPlace))).filter((place) => place !== base)
  // Of folders with Python code only such code is read.
  if (real.endsWith('.py')) taken.push(...(await Promise.all(pythonPath.map(realPlace))))
  if (real === base || !isWithin(base, real) || taken.some((place) => isWithin(place, real))) {
    throw new Failure(
      `Unexpected file ${told}, expected one of the repository that the pipeline neither reads nor writes; name another`,
    )
  }
}

/** A path with its links followed, as far as it exists. */
export async function realPlace(file: string): Promise<string> {
  const parent = path.dirname(file)
  if (parent === file) return file
  return realpath(file).catch(async () => path.join(await realPlace(parent), path.basename(file)))
}
