import { describeMachine } from '@rulebook/bench'
import type { Workspace } from '../repository/workspace.ts'
import type { Diagnosis } from './diagnosis.ts'

/** The machine as a run records it: processor, cores that may be used, and what it runs in. */
export async function machineDiagnosis({ root }: Workspace): Promise<Diagnosis> {
  const { cpu, cores, usableCores, virtualisation } = await describeMachine(root)
  const what = 'machine'
  const found = [
    cpu,
    usableCores < cores
      ? `${usableCores} of ${cores} cores usable, by affinity or a limit of the control group`
      : `${cores} cores`,
    ...(virtualisation === null ? [] : [`in: ${virtualisation}`]),
  ].join('; ')
  if (usableCores >= 1) return { what, state: 'fine', found }
  const fix =
    'allow a whole core: below that the system stops processes again and again, also in the middle of a sample'
  return { what, state: 'note', found, fix }
}
