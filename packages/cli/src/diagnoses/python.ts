import process from 'node:process'
import {
  type FoundInterpreter,
  findInterpreters,
  type InterpreterSearch,
  oldestPython,
} from '@rulebook/bench'
import type { Diagnosis } from './diagnosis.ts'

/** The Node that runs this. */
export function nodeDiagnosis(): Diagnosis {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const fine = major > 20 || (major === 20 && minor >= 19)
  return fine
    ? { what: 'Node', state: 'fine', found: process.version }
    : { what: 'Node', state: 'missing', found: process.version, fix: 'install Node 20.19 or newer' }
}

/** The Python that would be measured with. */
export function pythonDiagnosis({ found, rejected }: InterpreterSearch): Diagnosis {
  if (found?.interpreter.flags.includes('debug')) {
    const fix =
      'a debug build is slower, and not alike for all statements: measure with a release build, named with --python'
    return { what: 'Python', state: 'note', found: describe(found), fix }
  }
  if (found) return { what: 'Python', state: 'fine', found: describe(found) }
  return {
    what: 'Python',
    state: 'missing',
    found: rejected.map(({ command, reason }) => `${command}: ${reason}`).join('; '),
    fix: `install CPython ${oldestPython} or newer (Debian: apt-get install python3), or name one with --python; until then the published run serves`,
  }
}

/** The other Pythons of this machine, which `--python` could measure. */
export async function otherPythons(chosen: FoundInterpreter | null): Promise<Diagnosis[]> {
  const others = (await findInterpreters()).filter(({ path }) => path !== chosen?.path)
  return others.map((other) => ({
    what: 'another Python',
    state: 'note',
    found: describe(other),
    fix: `measure it with --python ${other.path}`,
  }))
}

function describe({ path, interpreter }: FoundInterpreter): string {
  const { implementation, version, compiler, flags } = interpreter
  return `${implementation} ${version} (${[compiler, ...flags].join(', ')}) at ${path}`
}
