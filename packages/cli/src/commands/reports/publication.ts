import type { Choice } from '../../pipeline/choose-runs.ts'
import type { Publication } from '../../pipeline/publish.ts'
import { describeLeftOut, summaryOf } from '../../pipeline/unchanged-report.ts'
import type { Output } from '../../terminal/output.ts'
import { describeMoves } from './moves.ts'

/** Say what a distillation did to the file `rulebook`; with `diff` also that no figure moved. */
export function reportPublication(
  output: Output,
  rulebook: string,
  { report, choice, evidenceFault }: Publication,
  diff = false,
): void {
  if (evidenceFault !== null) output.warn(`the evidence is written anew: ${evidenceFault}`.split('\n'))
  output.say(`${describeChoice(choice)} (${choice.reason})`)
  for (const { run, file } of choice.runs) {
    const { interpreter, machine } = run
    output.say(
      `run ${file}: ${interpreter.implementation} ${interpreter.version} on ${machine.cpu}, ${machine.os} ${machine.arch}`,
    )
  }
  for (const line of describeMoves(report.moved)) output.say(line)
  if (diff && report.moved.length === 0) output.say('no figure, rule or verdict moved')
  for (const line of describeLeftOut(report.leftOut)) output.say(line)
  output.say(`${summaryOf(rulebook, report)}; ${changesOf(report.written)}`)
}

function describeChoice({ local, adopted }: Choice): string {
  if (!adopted) return 'kept what is published'
  if (adopted.run === local) return 'adopted the run measured here'
  const { length } = adopted.blocks
  return length === 0
    ? 'dropped blocks'
    : `adopted ${length} ${length === 1 ? 'block' : 'blocks'} measured here`
}

function changesOf(written: readonly string[]): string {
  return written.length === 0 ? 'no byte changed' : `wrote ${written.join(', ')}`
}
