import type { EvidenceFile } from '@rulebook/distiller'
import { code, plain } from '../html/markdown.ts'

/** The runs that the figures rest on, numbered. */
export function runList(runs: EvidenceFile['runs']): string {
  return runs
    .map(({ id, file, interpreter, machine, filesystem, measuredAt }, index) => {
      const files = filesystem === undefined ? '' : `, files on ${plain(filesystem)}`
      return `${index + 1}. Run ${code(id)} (${code(file)}): ${plain(interpreter)} on ${plain(machine)}${files}, measured ${plain(measuredAt.slice(0, 10))}.`
    })
    .join('\n')
}
