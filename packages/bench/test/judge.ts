import { execa } from 'execa'
import type { FoundInterpreter } from '../src/index.ts'
import { fixtures } from './laboratory.ts'

/** What a script of plain loops, timed as timeit does, says of the same statements: one answer a process. */
export async function plainLoops<T>(
  interpreter: FoundInterpreter,
  script: string,
  processes: number,
  parameters: string[] = [],
): Promise<T[]> {
  const answers: T[] = []
  for (let n = 0; n < processes; n++) {
    const { stdout } = await execa(interpreter.path, [fixtures(`plain/${script}.py`), ...parameters])
    answers.push(JSON.parse(stdout))
  }
  return answers
}

/** Quantiles 0.975 and 0.9995 of Student's t, by degrees of freedom. */
const quantiles: Record<number, [number, number]> = {
  5: [2.5706, 6.8688],
  6: [2.4469, 5.9588],
  7: [2.3646, 5.4079],
  8: [2.306, 5.0413],
  9: [2.2622, 4.7809],
  10: [2.2281, 4.5869],
  11: [2.201, 4.437],
  12: [2.1788, 4.3178],
  13: [2.1604, 4.2208],
  14: [2.1448, 4.1405],
}

export interface Mean {
  mean: number
  /** Half-widths of its 95 % and 99.9 % intervals. */
  usually: number
  almostSurely: number
}

/** Mean of observations with the half-widths of its 95 % and 99.9 % intervals. */
export function meanOf(logs: number[]): Mean {
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
  const [usually, almostSurely] = quantiles[logs.length - 1]!.map(
    (t) => t * Math.sqrt(variance / logs.length),
  ) as [number, number]
  return { mean, usually, almostSurely }
}
