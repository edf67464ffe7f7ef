import { existsSync } from 'node:fs'
import {
  type Catalogue,
  environmentVersions,
  type FoundInterpreter,
  installedPackages,
  requiredPackages,
} from '@rulebook/bench'
import { defaultRequirements } from '../repository/settings.ts'
import type { Workspace } from '../repository/workspace.ts'
import type { Diagnosis } from './diagnosis.ts'

/** The Python packages that the suites import: those that are set up, and those that are not. */
export async function packagesDiagnosis(
  { paths, config, sign }: Workspace,
  catalogue: Catalogue | null,
  interpreter: FoundInterpreter | null,
): Promise<Diagnosis[]> {
  const what = 'packages'
  const required = requiredPackages(catalogue?.benchmarks ?? [])
  if (required.length === 0 || !interpreter) return []
  if (paths.requirements !== null && !existsSync(paths.requirements)) {
    const fix = `name what suites require (${required.join(', ')}) in a file beside it, and write it with \`uv pip compile --universal --generate-hashes\``
    return [{ what, state: 'missing', found: `no ${config.requirements}, which the settings name`, fix }]
  }
  // What an environment holds is read, not run: a commit may have put something in its place.
  const environment = environmentVersions(paths.local, interpreter, sign)
  const none = (): Record<string, string> => ({})
  const installed = environment ?? (await installedPackages(interpreter.path, required).catch(none))
  const there = required.filter((name) => name in installed).map((name) => `${name} ${installed[name]}`)
  const missing = required.filter((name) => !(name in installed))
  if (missing.length === 0) return [{ what, state: 'fine', found: there.join(', ') }]
  const lock = config.requirements ?? defaultRequirements
  const fix =
    paths.requirements === null
      ? `install them, or lock them in ${lock}; without them their benchmarks are skipped`
      : `\`rulebook measure\` sets them up from ${lock}; without them their benchmarks are skipped`
  const rest = there.length > 0 ? `; there are ${there.join(', ')}` : ''
  return [{ what, state: 'note', found: `${missing.join(', ')} not set up yet${rest}`, fix }]
}
