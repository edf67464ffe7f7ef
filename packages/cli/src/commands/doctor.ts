import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import os from 'node:os'
import process from 'node:process'
import { efforts, findInterpreter, oldestPython, parseCatalogue, readRun } from '@rulebook/bench'
import { type ExitCode, exitCodes } from '../failure.ts'
import { readText } from '../files.ts'
import type { Workspace } from '../workspace.ts'

/** Something looked at: fine, worth knowing, or in the way, with what mends it. */
interface Diagnosis {
  what: string
  state: 'fine' | 'note' | 'missing'
  found: string
  fix?: string
}

/** Show what is there and what is missing, with the command that mends it. Changes nothing. */
export async function doctorCommand(workspace: Workspace, flags: { python?: string }): Promise<ExitCode> {
  const { output } = workspace
  const diagnoses = [
    node(),
    await python(flags.python),
    await folder(workspace, 'papers'),
    await folder(workspace, 'suites'),
    await catalogue(workspace),
    await run(workspace, 'publishedRun', 'published run'),
    await run(workspace, 'localRun', 'local run'),
    load(),
    await writable(workspace),
  ]
  const mark = { fine: '✓', note: '·', missing: '✗' }
  for (const { what, state, found, fix } of diagnoses) {
    output.say(`${mark[state]} ${what}: ${found}${fix ? `; ${fix}` : ''}`)
  }
  output.result({ command: 'doctor', diagnoses })
  return diagnoses.some(({ state }) => state === 'missing') ? exitCodes.findings : exitCodes.fine
}

function node(): Diagnosis {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const fine = major > 20 || (major === 20 && minor >= 19)
  return fine
    ? { what: 'Node', state: 'fine', found: process.version }
    : { what: 'Node', state: 'missing', found: process.version, fix: 'install Node 20.19 or newer' }
}

async function python(chosen: string | undefined): Promise<Diagnosis> {
  const { found, rejected } = await findInterpreter(chosen)
  if (found) {
    const { implementation, version, compiler, flags } = found.interpreter
    const build = [compiler, ...flags].join(', ')
    return {
      what: 'Python',
      state: 'fine',
      found: `${implementation} ${version} (${build}) at ${found.path}`,
    }
  }
  return {
    what: 'Python',
    state: 'missing',
    found: rejected.map(({ command, reason }) => `${command}: ${reason}`).join('; '),
    fix: `install CPython ${oldestPython} or newer (Debian: apt-get install python3), or name one with --python`,
  }
}

async function folder({ config, paths }: Workspace, which: 'papers' | 'suites'): Promise<Diagnosis> {
  if (existsSync(paths[which])) return { what: `folder of ${which}`, state: 'fine', found: config[which] }
  const fix = `create ${config[which]}, or name another in rulebook.config.json`
  return { what: `folder of ${which}`, state: 'missing', found: 'none', fix }
}

async function catalogue({ config, paths }: Workspace): Promise<Diagnosis> {
  const what = 'catalogue'
  const text = await readText(paths.catalogue)
  if (text === null) return { what, state: 'missing', found: 'none', fix: 'run `rulebook measure --list`' }
  try {
    const { benchmarks } = parseCatalogue(text, config.catalogue)
    return { what, state: 'fine', found: `${benchmarks.length} benchmarks` }
  } catch {
    return { what, state: 'missing', found: 'not readable', fix: 'run `rulebook measure --list`' }
  }
}

async function run(
  { paths }: Workspace,
  which: 'publishedRun' | 'localRun',
  what: string,
): Promise<Diagnosis> {
  try {
    const found = await readRun(paths[which])
    if (found) return { what, state: 'fine', found: `${found.id}, ${found.blocks.length} blocks` }
    return { what, state: 'note', found: 'none yet', fix: 'run `rulebook rebuild`' }
  } catch (error) {
    return {
      what,
      state: 'missing',
      found: (error as Error).message.split('\n')[0]!,
      fix: 'run `rulebook rebuild`',
    }
  }
}

function load(): Diagnosis {
  const [average] = os.loadavg() as [number]
  const cores = os.cpus().length
  const found = `${average.toFixed(1)} on ${cores} cores`
  return average < cores * 0.7
    ? { what: 'load', state: 'fine', found }
    : {
        what: 'load',
        state: 'note',
        found,
        fix: `the machine is busy; ${efforts.thorough.name} effort narrows the intervals`,
      }
}

async function writable({ root }: Workspace): Promise<Diagnosis> {
  try {
    await access(root, constants.W_OK)
    return { what: 'repository', state: 'fine', found: 'may be written' }
  } catch {
    return {
      what: 'repository',
      state: 'missing',
      found: 'may not be written',
      fix: 'change its permissions',
    }
  }
}
