import path from 'node:path'
import { IrregularFile, readRegularFile } from '../files/regular-file.ts'

/** A requirements file that packages cannot be installed from, and what mends it. */
export class RequirementsFault extends Error {
  override name = 'RequirementsFault'
}

/**
 * The entries of a requirements file. Throws {@link RequirementsFault} when it cannot be read, lacks one of
 * `required`, or pins one, or what it needs, without hashes.
 */
export async function readLock(file: string, required: readonly string[]): Promise<LockedRequirement[]> {
  // The command is run from where this one was.
  const name = path.relative(process.cwd(), file)
  const input = name.replace(/\.txt$/, '.in')
  const compile = `uv pip compile --universal --generate-hashes ${input} -o ${name}`
  const packages = required.join(', ')
  const { text, fault } = readText(file)
  if (text === null) {
    throw new RequirementsFault(
      `${name} ${fault}, expected the versions and hashes of what suites require (${packages}); name them in ${input} beside it, and run \`${compile}\``,
    )
  }
  const locked = parseRequirements(text)
  const missing = required.filter((one) => !locked.some((entry) => entry.name === normalisedName(one)))
  const bare = neededRequirements(locked, [...required]).filter((entry) => !/\s--hash=/.test(entry.text))
  const faults = [
    ...missing.map(
      (one) =>
        `${name} does not pin ${one}, which suites require, expected its version with hashes; name it in ${input}, and run \`${compile}\``,
    ),
    ...bare.map(
      (entry) =>
        `${name} pins ${entry.name} without hashes, expected them, so that what is installed is what was locked; run \`${compile}\``,
    ),
  ]
  if (faults.length > 0) throw new RequirementsFault(faults.join('\n'))
  return locked
}

function readText(file: string): { text: string; fault: null } | { text: null; fault: string } {
  try {
    const bytes = readRegularFile(file, { follow: true })
    return bytes ? { text: bytes.toString('utf8'), fault: null } : { text: null, fault: 'is not there' }
  } catch (error) {
    const why = error instanceof IrregularFile ? error.found : (error as NodeJS.ErrnoException).code
    return { text: null, fault: `cannot be read (${why})` }
  }
}

/** One entry of a requirements file that pins versions with hashes. */
export interface LockedRequirement {
  /** Normalised name, as package indexes compare it. */
  name: string
  /** The requirement with its marker and hashes, as pip and uv read it. */
  text: string
  /** Names of the packages that need it, from its `# via` comment. */
  via: string[]
}

/** A package's name as indexes compare it: lower case, runs of `-`, `_` and `.` as one `-`. */
function normalisedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

/** Parse a lock as `uv pip compile --generate-hashes --annotation-style line` and pip-tools write it. */
export function parseRequirements(text: string): LockedRequirement[] {
  const locked: LockedRequirement[] = []
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const pinned = line.match(/^([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*==/)
    const via = line.match(/^\s+#\s*(?:via\s+)?(.*)$/)
    if (pinned) {
      locked.push({ name: normalisedName(pinned[1]!), text: line.replaceAll(/\s+/g, ' ').trim(), via: [] })
    } else if (via) {
      const names = via[1]!.split(',').map((name) => normalisedName(name.replace(/\[.*/, '').trim()))
      locked.at(-1)?.via.push(...names.filter((name) => name !== ''))
    }
  }
  return locked
}

/** The entries that `names` and all they need resolve to; every entry when the lock does not say why it has them. */
export function neededRequirements(locked: LockedRequirement[], names: string[]): LockedRequirement[] {
  if (locked.every(({ via }) => via.length === 0)) return locked
  const needed = new Set(names.map(normalisedName))
  for (let before = -1; before !== needed.size; ) {
    before = needed.size
    for (const { name, via } of locked) if (via.some((by) => needed.has(by))) needed.add(name)
  }
  return locked.filter(({ name }) => needed.has(name))
}

/** Names of the packages that each of `names` needs besides itself, as the lock has them. */
export function needsOf(locked: LockedRequirement[], names: string[]): Record<string, string[]> {
  const needs = names.map((name): [string, string[]] => {
    const own = [name, normalisedName(name)]
    const all = neededRequirements(locked, [name]).map((entry) => entry.name)
    return [name, all.filter((other) => !own.includes(other))]
  })
  return Object.fromEntries(needs)
}
