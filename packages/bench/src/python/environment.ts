import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { z } from 'zod'
import { readRegularFile } from '../files/regular-file.ts'
import { type Sign, sealed, unsealed } from '../files/seal.ts'
import { replaceFile, sweepTemporaries } from '../files/whole-file.ts'
import { replaceFolder } from './folder-replacement.ts'
import { installedPackages } from './installed-packages.ts'
import type { FoundInterpreter } from './interpreter.ts'
import { installWanted } from './package-installation.ts'
import { neededRequirements, needsOf, readLock } from './requirements.ts'

export interface EnvironmentOptions {
  /** Folder that holds the environments, one an interpreter. */
  directory: string
  interpreter: FoundInterpreter
  /** Names of the packages that the suites import. */
  required: string[]
  /** The requirements file with versions and hashes; `null` for none: the interpreter's own packages serve. */
  requirements: string | null
  /** Try again what could not be had the last time. */
  retry?: boolean
  /** Seals what an environment says of itself, so that one of others is made anew; all are believed when left out. */
  sign?: Sign
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
  /** Versions that the environment held then. */
  installed: z.record(z.string(), z.string()).default({}),
})

/** Name of the file in an environment that says what it was made for. It is written last. */
const stateFile = 'rulebook.json'

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

/**
 * Versions that the virtual environment of an interpreter was last seen with, by name; `null` when there is none
 * that was made with this `sign`. Nothing in it is run.
 */
export function environmentVersions(
  directory: string,
  interpreter: FoundInterpreter,
  sign?: Sign,
): Record<string, string> | null {
  return readState(environmentFolder(directory, interpreter), sign)?.installed ?? null
}

function pythonIn(environment: string): string {
  const place = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']
  return path.join(environment, ...place)
}

/**
 * A virtual environment with the required packages, in the versions and with the hashes of the lock.
 * Made when there is none, when its Python does not start, and when the lock or what is required
 * changed; what it has lost since is installed again; else taken as it is. What cannot be had (no
 * network, no wheel) is told, never thrown: its benchmarks are skipped. Rejects when aborted, and with
 * {@link RequirementsFault} when the lock cannot serve. An environment is made beside its place, and put there when it is complete; `python -m` works there, the
 * scripts in it do not.
 */
export async function provideEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { interpreter, required, signal, onProgress } = options
  if (required.length === 0) return { interpreter, unavailable: {} }
  if (options.requirements === null) {
    const has = await installedPackages(interpreter.path, required)
    const missing = required.filter((name) => !(name in has))
    const unavailable = Object.fromEntries(missing.map((name) => [name, 'not installed']))
    return { interpreter, unavailable }
  }
  const locked = await readLock(options.requirements, required)
  const needed = neededRequirements(locked, required)
  const needs = needsOf(locked, required)
  const directory = environmentFolder(options.directory, interpreter)
  const python = pythonIn(directory)
  const environmentName = path.basename(directory)
  const key = createHash('sha256')
    .update(JSON.stringify([needed, [...required].sort()]))
    .digest('hex')

  const state = readState(directory, options.sign)
  const before = state?.key === key ? state : null
  const lacking = Object.keys(before?.unavailable ?? {})
  const another = options.retry || Date.now() - (before?.triedAt ?? 0) > patience
  const names = [...new Set(required.flatMap((name) => [name, ...needs[name]!]))]
  let installed = await versionsIn(python, names)
  // With nothing but failures there may be no environment at all.
  const create = !before || (!installed && (existsSync(python) || lacking.length === 0 || another))
  const isWanted = (name: string) => {
    if (create) return true
    if (lacking.includes(name)) return another
    return [name, ...needs[name]!].some((one) => installed?.[one] !== before.installed[one])
  }
  const wanted = required.filter(isWanted)
  let unavailable = before?.unavailable ?? {}
  const fill = async (directory: string) => {
    const kept = Object.entries(unavailable).filter(([name]) => !wanted.includes(name))
    const place = { base: interpreter.path, directory, python: pythonIn(directory), create }
    const refused = await installWanted({ ...place, wanted, locked, signal, onProgress })
    unavailable = { ...Object.fromEntries(kept), ...refused }
    installed = await versionsIn(place.python, names)
    await mkdir(directory, { recursive: true })
    const state = JSON.stringify({ key, triedAt: Date.now(), unavailable, installed: installed ?? {} })
    const text = sealed(state, environmentName, options.sign)
    if (options.sign) sweepTemporaries(directory, options.sign)
    replaceFile(path.join(directory, stateFile), text, 0o666, options.sign)
  }
  if (create) await replaceFolder(directory, fill)
  else if (installed && wanted.length > 0) await fill(directory)
  return { interpreter: installed ? { ...interpreter, path: python } : interpreter, unavailable }
}

/** Versions of those of `names` that the environment's Python has; `null` when there is none that starts. */
async function versionsIn(python: string, names: string[]): Promise<Record<string, string> | null> {
  return existsSync(python) ? installedPackages(python, names).catch(() => null) : null
}

function readState(environment: string, sign: Sign | undefined): z.output<typeof stateSchema> | null {
  try {
    const bytes = readRegularFile(path.join(environment, stateFile))
    const text = bytes && unsealed(bytes.toString('utf8'), path.basename(environment), sign)
    return text === null ? null : stateSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
