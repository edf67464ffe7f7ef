import type { EvidenceFile } from '@rulebook/distiller'
import { code, plain } from './markdown.ts'

/** The runs that the figures rest on, numbered. */
export function runList(runs: EvidenceFile['runs']): string {
  return runs
    .map(
      ({ id, file, interpreter, machine, measuredAt }, index) =>
        `${index + 1}. Run ${code(id)} (${code(file)}): ${plain(interpreter)} on ${plain(machine)}, measured ${measuredAt.slice(0, 10)}.`,
    )
    .join('\n')
}
