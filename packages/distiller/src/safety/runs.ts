import type { Run } from '@rulebook/bench'
import { findUnsafeValue, type PlacedFinding } from './output.ts'

/**
 * Check what papers and rulebook show of a run besides numbers: a run is long, and whoever reviews
 * one does not read it all.
 */
export function findUnsafeRuns(runs: readonly { file: string; run: Run }[]): PlacedFinding[] {
  return runs.flatMap(({ file, run }) =>
    shownTexts(run).flatMap(({ place, text }) =>
      findUnsafeValue(text).map((finding) => ({
        ...finding,
        file,
        line: 1,
        column: 1,
        message: `${finding.message} (${place})`,
      })),
    ),
  )
}

function shownTexts({ interpreter, machine, blocks }: Run): { place: string; text: string }[] {
  const warnings = blocks
    .flatMap((block) => block.benchmarks)
    .flatMap(({ id, warnings, uses = [] }) =>
      [...warnings, ...uses.flatMap((sampled) => sampled.warnings)].map(({ message }) => ({
        place: `a warning of ${id}`,
        text: message,
      })),
    )
  const loaded = blocks.flatMap(({ id, loaded }) =>
    Object.entries(loaded.packages).map((pair) => {
      return { place: `a package that ${id} loaded`, text: pair.join(' ') }
    }),
  )
  return [
    { place: 'interpreter.implementation', text: interpreter.implementation },
    { place: 'interpreter.version', text: interpreter.version },
    { place: 'machine.cpu', text: machine.cpu },
    { place: 'machine.os', text: machine.os },
    { place: 'machine.arch', text: machine.arch },
    { place: 'machine.filesystem', text: machine.filesystem ?? '' },
    ...warnings,
    ...loaded,
  ]
}
