import { findInterpreter } from '@rulebook/bench'
import type { Diagnosis } from '../diagnoses/diagnosis.ts'
import { machineDiagnosis } from '../diagnoses/machine.ts'
import { loadDiagnosis, noiseDiagnosis } from '../diagnoses/noise.ts'
import { packagesDiagnosis } from '../diagnoses/packages.ts'
import { nodeDiagnosis, otherPythons, pythonDiagnosis } from '../diagnoses/python.ts'
import {
  catalogueDiagnosis,
  folderDiagnoses,
  runDiagnosis,
  workFolderDiagnosis,
  writableDiagnosis,
} from '../diagnoses/repository.ts'
import { type ExitCode, exitCodes } from '../findings/failure.ts'
import type { Session } from './session.ts'

/**
 * Show what is there and what is missing, with the command that mends it, and how noisy the machine
 * is (two seconds of sampling). Changes nothing. Exit code 1 when something is missing.
 */
export async function doctorCommand(
  { workspace, output }: Session,
  flags: { python?: string },
): Promise<ExitCode> {
  const search = await findInterpreter(flags.python)
  const { diagnosis, catalogue } = await catalogueDiagnosis(workspace)
  const diagnoses: Diagnosis[] = [
    nodeDiagnosis(),
    await machineDiagnosis(workspace),
    pythonDiagnosis(search),
    ...(await otherPythons(search.found)),
    ...(await packagesDiagnosis(workspace, catalogue, search.found)),
    ...folderDiagnoses(workspace),
    diagnosis,
    await runDiagnosis(workspace, 'publishedRun'),
    await runDiagnosis(workspace, 'localRun'),
    await writableDiagnosis(workspace),
    await workFolderDiagnosis(workspace),
    loadDiagnosis(),
    ...(await noiseDiagnosis(workspace, search.found)),
  ]
  const mark = { fine: '✓', note: '·', missing: '✗' }
  for (const { what, state, found, fix } of diagnoses) {
    const text = `${what}: ${found}${fix ? `; ${fix}` : ''}`
    // What is missing is what went wrong, and is told with --quiet too.
    if (state === 'missing' && output.quiet) output.fail(text)
    else output.say(`${mark[state]} ${text}`)
  }
  output.result({ command: 'doctor', diagnoses })
  return diagnoses.some(({ state }) => state === 'missing') ? exitCodes.findings : exitCodes.fine
}
