import os from 'node:os'
import { type FoundInterpreter, lag, measureNoise, type Noise } from '@rulebook/bench'
import { checkLocalState, openLocalState } from '../local-state/local-state.ts'
import type { Workspace } from '../repository/workspace.ts'
import type { Diagnosis } from './diagnosis.ts'

/** Samples side by side that differ by more than this share, typically, make wide intervals. */
const loud = 0.05

/** How much the machine disturbs what is measured on it, from two seconds of sampling. */
export async function noiseDiagnosis(
  workspace: Workspace,
  interpreter: FoundInterpreter | null,
): Promise<Diagnosis[]> {
  if (!interpreter) return []
  const what = 'noise'
  try {
    openLocalState(workspace)
    checkLocalState(workspace)
    const noise = await measureNoise(interpreter, workspace.paths.work)
    const { sideBySide, apart } = noise
    const found = `one statement sampled twice differs by ${told(sideBySide)} side by side, by ${told(apart)} when ${lag} s apart; ${meaning(noise)}`
    return sideBySide.typical < loud
      ? [{ what, state: 'fine', found }]
      : [{ what, state: 'note', found, fix: 'end what else runs here, or measure with --effort thorough' }]
  } catch (error) {
    return [
      {
        what,
        state: 'note',
        found: `not measured: ${(error as Error).message}`,
        fix: 'run `rulebook measure` to see whether this Python can be measured at all',
      },
    ]
  }
}

function meaning({ sideBySide, apart }: Noise): string {
  if (apart.seldom < 0.03) return 'times hold still here, and ratios more so'
  return apart.typical > 2 * sideBySide.typical || apart.seldom > 2 * sideBySide.seldom
    ? 'times swing here, so trust ratios, which are sampled side by side'
    : 'what disturbs comes in bursts, which more passes even out'
}

export function loadDiagnosis(): Diagnosis {
  const [average] = os.loadavg() as [number]
  const cores = os.cpus().length
  const found = `${average.toFixed(1)} on ${cores} cores`
  return average < cores * 0.7
    ? { what: 'load', state: 'fine', found }
    : {
        what: 'load',
        state: 'note',
        found,
        fix: 'the machine is busy; end what else runs here, or measure with --effort thorough',
      }
}

function told({ typical, seldom }: Noise['apart']): string {
  return `${percent(typical)} (one pair in 20 by more than ${percent(seldom)})`
}

function percent(share: number): string {
  const value = share * 100
  return `${value < 10 ? value.toPrecision(2) : Math.round(value)} %`
}
