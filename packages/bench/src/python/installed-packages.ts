import { z } from 'zod'
import { ask } from '../process/process-group.ts'
import { recordedLine, textLimits } from '../run/run-text.ts'

const probe = `
import importlib.metadata, json, sys
versions = {}
for name in json.load(sys.stdin):
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))
`

/** Milliseconds in which a Python has to say which packages it has. */
const timeout = 60_000

/** Names that packages can have, by the rule of package indexes. */
const packageName = /^[a-z0-9](?:[\w.-]{0,98}[a-z0-9])?$/i

/** Versions of those of `names` (PyPI names) that a Python has; nothing is found by what is no such name. */
export async function installedPackages(python: string, names: string[]): Promise<Record<string, string>> {
  const possible = names.filter((name) => packageName.test(name)).sort()
  if (possible.length === 0) return {}
  const answer = await ask(python, ['-I', '-c', probe], { input: JSON.stringify(possible), timeout })
  if (answer.code !== 0) {
    const how = answer.late ? `gave no answer within ${timeout / 1000} s` : answer.stderr.trim()
    throw new Error(
      `Python was asked which packages it has: ${how || answer.failure?.message || 'it failed'}`,
    )
  }
  const line = answer.stdout.trim().split('\n').at(-1) ?? ''
  const found = z.record(z.string(), z.string()).parse(JSON.parse(line))
  return Object.fromEntries(
    Object.entries(found).map(([name, version]) => [name, recordedLine(version, textLimits.fact)]),
  )
}
