import { existsSync } from 'node:fs'
import {
  type Catalogue,
  environmentPython,
  type FoundInterpreter,
  installedPackages,
  requiredPackages,
} from '@rulebook/bench'
import type { Workspace } from '../workspace.ts'
import type { Diagnosis } from './diagnosis.ts'

/** The Python packages that the suites import: those that are set up, and those that are not. */
export async function packagesDiagnosis(
  { paths, config }: Workspace,
  catalogue: Catalogue | null,
  interpreter: FoundInterpreter | null,
): Promise<Diagnosis[]> {
  const what = 'packages'
  const required = requiredPackages(catalogue?.benchmarks ?? [])
  if (required.length === 0 || !interpreter) return []
  const environment = environmentPython(paths.local, interpreter)
  const python = existsSync(environment) ? environment : interpreter.path
  const installed = await installedPackages(python, required).catch((): Record<string, string> => ({}))
  const there = required.filter((name) => name in installed).map((name) => `${name} ${installed[name]}`)
  const missing = required.filter((name) => !(name in installed))
  if (missing.length === 0) return [{ what, state: 'fine', found: there.join(', ') }]
  const fix = existsSync(paths.requirements)
    ? `\`rulebook measure\` sets them up from ${config.requirements}; without them their benchmarks are skipped`
    : `install them, or lock them in ${config.requirements}; without them their benchmarks are skipped`
  const rest = there.length > 0 ? `; there are ${there.join(', ')}` : ''
  return [{ what, state: 'note', found: `${missing.join(', ')} not set up yet${rest}`, fix }]
}
