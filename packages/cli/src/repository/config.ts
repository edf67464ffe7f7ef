import path from 'node:path'
import { didYouMean } from '@rulebook/papers/nearest'
import type { z } from 'zod'
import { readText } from '../files/files.ts'
import { refuseOutside } from '../files/reading-place.ts'
import { configFile, findRoot } from '../files/root.ts'
import { Failure, refusal } from '../findings/failure.ts'
import { placeFaults } from './output-places.ts'
import { repeatedKeys } from './repeated-keys.ts'
import { type Config, configSchema } from './settings.ts'

/** Characters of the settings, many times as many as those of any repository. */
const mostOfSettings = 1_000_000

/** The settings of the repository around `directory`, and where its root is. */
export async function loadConfig(directory: string): Promise<{ root: string; config: Config }> {
  const root = findRoot(path.resolve(directory))
  if (!root) {
    throw new Failure(
      `No ${configFile} was found in ${path.resolve(directory)} or above it, expected one at the root of the repository; run \`rulebook init\` to make one, or name the folder with --root`,
    )
  }
  const result = configSchema.safeParse(parseSettings(await readSettings(root)))
  if (!result.success)
    throw new Failure([`${configFile}: not the settings of a repository`, ...describeIssues(result.error)])
  const faults = placeFaults(result.data)
  if (faults.length > 0) throw new Failure([`${configFile}: places that are not free`, ...faults])
  return { root, config: result.data }
}

async function readSettings(root: string): Promise<string> {
  refuseOutside(root, [configFile])
  try {
    return (await readText(path.join(root, configFile), { follow: true })) ?? ''
  } catch (error) {
    const reason = refusal(error)
    if (reason === null) throw error
    throw new Failure(`${configFile} cannot be read: ${reason}, then run the command again`)
  }
}

/** Editors of some systems put a byte order mark first, which is no part of JSON. */
function parseSettings(text: string): unknown {
  if (text.length > mostOfSettings) {
    throw new Failure(
      `${configFile}: unexpected ${text.length} characters, expected at most ${mostOfSettings}; take out what is no setting`,
    )
  }
  const json = text.replace(/^\ufeff/, '')
  let settings: unknown
  try {
    settings = JSON.parse(json)
  } catch (error) {
    throw new Failure(
      `${configFile}: not JSON (${(error as Error).message}), expected an object of settings; mend it`,
    )
  }
  const repeated = repeatedKeys(json)
  if (repeated.length === 0) return settings
  throw new Failure([
    `${configFile}: settings that stand there more than once, of which a reader may take another than a program`,
    ...repeated.map((key) => `Unexpected second “${key}”, expected one; delete the other`),
  ])
}

/** What is wrong with the settings, a line each; of an unknown key, the nearest that is known. */
function describeIssues({ issues }: z.ZodError): string[] {
  const known = Object.keys(configSchema.shape)
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  const others = issues.filter(({ code }) => code !== 'unrecognized_keys')
  return [
    ...unknown.map((key) => {
      const hint = didYouMean(key, known) || `; expected ${known.join(', ')}`
      return `Unexpected key “${key}”${hint}`
    }),
    ...others.map(
      ({ message, path: keys }) => `${message}${keys.length > 0 ? `, at ${keys.join('.')}` : ''}`,
    ),
  ]
}
