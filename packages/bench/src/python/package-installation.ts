import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Refusal } from './installer-failure.ts'
import { findInstallers, type Installer } from './installers.ts'
import { type LockedRequirement, neededRequirements } from './requirements.ts'

export interface InstallationOptions {
  /** The Python that environments are made from. */
  base: string
  /** The environment, and its Python. */
  directory: string
  python: string
  /** Make the environment; else fill the one that is there. */
  create: boolean
  /** Names of the packages to install, with what they need. */
  wanted: string[]
  locked: LockedRequirement[]
  signal?: AbortSignal | undefined
  onProgress?: ((line: string) => void) | undefined
}

/** Install packages: all at once, else one by one. Answers why they could not be had, by name. */
export async function installWanted(options: InstallationOptions): Promise<Record<string, string>> {
  const { base, directory, python, create, locked, signal, onProgress } = options
  const unavailable: Record<string, string> = {}
  let { wanted } = options
  for (const installer of await findInstallers({ python: base, signal, onProgress })) {
    onProgress?.(`Installing ${wanted.join(', ')} with ${installer.name}`)
    const failed = create ? await installer.create(directory) : null
    const install = (names: string[]) => installNames(installer, python, directory, locked, names)
    const whole = failed ?? (await install(wanted))
    for (const name of wanted) {
      if (whole) unavailable[name] = whole.reason
      else delete unavailable[name]
    }
    if (whole === null) return unavailable
    if (failed || whole.outage) continue
    for (const name of wanted) {
      const refusal = await install([name])
      if (refusal) unavailable[name] = refusal.reason
      else delete unavailable[name]
      if (refusal?.outage) break
    }
    const left = wanted.filter((name) => name in unavailable)
    // The next installer would empty the environment that it makes: one that holds anything is kept.
    if (create && left.length < wanted.length) return unavailable
    wanted = left
    if (wanted.length === 0) return unavailable
  }
  return unavailable
}

async function installNames(
  installer: Installer,
  python: string,
  directory: string,
  locked: LockedRequirement[],
  names: string[],
): Promise<Refusal | null> {
  const file = path.join(directory, 'requirements.txt')
  const lines = neededRequirements(locked, names).map(({ text }) => `${text}\n`)
  await writeFile(file, lines.join(''))
  return installer.install(python, file)
}
