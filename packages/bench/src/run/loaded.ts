import type { Loaded } from './run.ts'
import { recordedLine, textLimits } from './run-text.ts'

/** Hashes of a Python file: of its text, whatever line ends, and of what it says, whatever its layout. */
export interface SourceHashes {
  text: string
  code: string
}

/** What stands in the environment and in the repository now; `null` for what does not. */
export interface Standing {
  /** Versions, by name. */
  packages: Record<string, string | null>
  /** By path from the root. */
  modules: Record<string, SourceHashes | null>
}

/** The same packages and modules as they are now; those that are gone left out. */
export function loadedNow({ packages, modules }: Loaded, standing: Standing): Loaded {
  const versions = Object.keys(packages).map((name) => [name, standing.packages[name] ?? null] as const)
  const hashes = Object.keys(modules).map((file) => [file, standing.modules[file]?.code ?? null] as const)
  return { packages: present(versions), modules: present(hashes) }
}

function present(pairs: (readonly [string, string | null])[]): Record<string, string> {
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null))
}

/** What is another now than when it was loaded, in words. */
export function loadedChanges(loaded: Loaded, standing: Standing): string[] {
  const now = loadedNow(loaded, standing)
  const packages = Object.entries(loaded.packages).flatMap(([name, version]) => {
    const current = now.packages[name]
    if (current === version) return []
    return current === undefined ? `${name} ${version} is gone` : `${name} ${version} → ${current}`
  })
  const modules = Object.entries(loaded.modules).flatMap(([file, hash]) => {
    const current = now.modules[file]
    if (current === hash) return []
    return current === undefined ? `${file} is gone` : `${file} changed`
  })
  return [...packages, ...modules]
}

/** Names and paths of all that blocks loaded, to ask what stands of them. */
export function namesOf(all: readonly Loaded[]): { packages: string[]; modules: string[] } {
  return {
    packages: unique(all.flatMap(({ packages }) => Object.keys(packages))),
    modules: unique(all.flatMap(({ modules }) => Object.keys(modules))),
  }
}

/** Fit to be recorded: packages say of themselves what they like. */
export function recordedVersions<Version extends string | null>(
  versions: Record<string, Version>,
): Record<string, Version> {
  const line = (text: string) => recordedLine(text, textLimits.fact)
  return Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [
      line(name),
      (version === null ? null : line(version)) as Version,
    ]),
  )
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort()
}
