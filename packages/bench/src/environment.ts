import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { z } from 'zod'
import { findInstallers, type Installer, type InstallerOptions } from './installer.ts'
import type { FoundInterpreter } from './interpreter.ts'
import { installedPackages } from './packages.ts'
import {
  type LockedRequirement,
  neededRequirements,
  normalisedName,
  parseRequirements,
} from './requirements.ts'

export interface EnvironmentOptions {
  /** Folder that holds the environments, one an interpreter. */
  directory: string
  interpreter: FoundInterpreter
  /** Names of the packages that the suites import. */
  required: string[]
  /** The requirements file with versions and hashes. */
  requirements: string
  /** Try again what could not be had the last time. */
  retry?: boolean
  signal?: AbortSignal
  onProgress?: (line: string) => void
}

/** The Python to measure with, and what it lacks. */
export interface Environment {
  interpreter: FoundInterpreter
  /** Why packages could not be had, by name. */
  unavailable: Record<string, string>
}

const stateSchema = z.object({
  /** Hash of what was asked for. */
  key: z.string(),
  /** Milliseconds since 1970. */
  triedAt: z.number(),
  unavailable: z.record(z.string(), z.string()),
})

/** Milliseconds after which what could not be had is tried again unasked. */
const patience = 3_600_000

/** What identifies an interpreter among the local files: implementation, version and a short hash. */
export function interpreterKey({ path: python, interpreter }: FoundInterpreter): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([python, interpreter]))
    .digest('hex')
    .slice(0, 8)
  return `${interpreter.implementation.toLowerCase()}-${interpreter.version}-${hash}`
}

function environmentFolder(directory: string, interpreter: FoundInterpreter): string {
  return path.join(directory, `venv-${interpreterKey(interpreter)}`)
}

/** Where the Python of an interpreter's virtual environment lies below `directory`, made or not. */
export function environmentPython(directory: string, interpreter: FoundInterpreter): string {
  const place = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']
  return path.join(environmentFolder(directory, interpreter), ...place)
}

/**
 * A virtual environment with the required packages, in the versions and with the hashes of the lock.
 * Made when there is none or when the lock or what is required changed, else taken as it is. What
 * cannot be had (no network, no wheel) is told, never thrown: its benchmarks are skipped. Rejects
 * only when aborted; an environment that was not finished is made anew the next time.
 */
export async function provideEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { interpreter, required } = options
  if (required.length === 0) return { interpreter, unavailable: {} }
  if (!existsSync(options.requirements)) {
    // Without a lock the packages are the interpreter's own affair.
    const has = await installedPackages(interpreter.path, required)
    const missing = required.filter((name) => !(name in has))
    return { interpreter, unavailable: Object.fromEntries(missing.map((name) => [name, 'not installed'])) }
  }
  const locked = parseRequirements(await readFile(options.requirements, 'utf8'))
  const needed = neededRequirements(locked, required)
  const directory = environmentFolder(options.directory, interpreter)
  const python = environmentPython(options.directory, interpreter)
  const stateFile = path.join(directory, 'rulebook.json')
  const key = createHash('sha256')
    .update(JSON.stringify([needed, [...required].sort()]))
    .digest('hex')

  const state = await readState(stateFile)
  let unavailable = state?.unavailable ?? {}
  const another = options.retry || Date.now() - (state?.triedAt ?? 0) > patience
  const lacking = Object.keys(unavailable).length > 0
  if (state?.key !== key || (lacking ? another : !existsSync(python))) {
    await rm(directory, { recursive: true, force: true })
    await mkdir(options.directory, { recursive: true })
    unavailable = await fill({ ...options, directory, python, locked })
    await mkdir(directory, { recursive: true })
    await writeFile(stateFile, JSON.stringify({ key, triedAt: Date.now(), unavailable }))
  }
  // With nothing but failures there may be no environment at all.
  return { interpreter: existsSync(python) ? { ...interpreter, path: python } : interpreter, unavailable }
}

async function readState(file: string): Promise<z.output<typeof stateSchema> | null> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

/** Make the environment and install: all at once, else package by package. Answers what could not be had. */
async function fill(
  options: EnvironmentOptions & { directory: string; python: string; locked: LockedRequirement[] },
): Promise<Record<string, string>> {
  const { directory, python, locked, required } = options
  const tools: InstallerOptions = {
    python: options.interpreter.path,
    signal: options.signal,
    onProgress: options.onProgress,
  }
  const known = required.filter((name) => locked.some((entry) => entry.name === normalisedName(name)))
  const unavailable: Record<string, string> = {}
  for (const name of required) {
    if (!known.includes(name)) unavailable[name] = `not in ${path.basename(options.requirements)}`
  }
  let wanted = known
  for (const installer of await findInstallers(tools)) {
    options.onProgress?.(`Installing ${wanted.join(', ')} with ${installer.name}`)
    const failed = await installer.create(directory)
    const install = (names: string[]) => installNames(installer, python, directory, locked, names)
    const whole = failed ?? (await install(wanted))
    if (whole === null) return omit(unavailable, wanted)
    for (const name of wanted) unavailable[name] = whole
    if (failed) continue
    for (const name of wanted) {
      const reason = await install([name])
      if (reason !== null && isOutage(reason)) break
      if (reason === null) delete unavailable[name]
      else unavailable[name] = reason
    }
    const left = wanted.filter((name) => name in unavailable)
    // The next installer would empty the environment: one that holds anything is kept.
    if (left.length < wanted.length) return unavailable
    wanted = left
  }
  return unavailable
}

async function installNames(
  installer: Installer,
  python: string,
  directory: string,
  locked: LockedRequirement[],
  names: string[],
): Promise<string | null> {
  const file = path.join(directory, 'requirements.txt')
  await writeFile(
    file,
    `${neededRequirements(locked, names)
      .map(({ text }) => text)
      .join('\n')}\n`,
  )
  return installer.install(python, file)
}

/** Without a network, trying each package would only take time. */
function isOutage(reason: string): boolean {
  return /connect|connection|dns|resolve host|name resolution|network|timed? ?out|unreachable|tunnel|proxy/i.test(
    reason,
  )
}

function omit(record: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}
