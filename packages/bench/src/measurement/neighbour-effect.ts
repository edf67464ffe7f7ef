import { median } from '../run/median.ts'
import type { Warning } from '../run/run.ts'
import type { FinishedProcess } from '../sampling/journal.ts'

/** Cost among copies over cost alone that is worth a warning, on the log scale. */
const tolerance = Math.log(1.25)

/**
 * Does what a benchmark costs depend on what stands around it? At a few nanoseconds the processor runs
 * a statement beside the loop that times it, and foresees each branch of so short a loop; among copies
 * of itself it does neither. Neither cost is the true one, so the figure is as good as the two agree.
 */
export function surroundingsWarning(
  name: string,
  processes: Pick<FinishedProcess, 'inRow'>[],
): Warning | null {
  const logs = processes.flatMap(({ inRow }) => inRow[name] ?? [])
  if (logs.length === 0) return null
  const typical = median(logs)
  if (Math.abs(typical) < tolerance) return null
  return {
    code: 'surroundings',
    message: `costs ${Math.exp(typical).toPrecision(2)}× as much among copies of itself as alone in a loop`,
  }
}
