import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import { keyOf, type PlannedBlock } from '../plan/plan.ts'
import { labelOf, labelsOf, otherUses } from '../plan/uses.ts'
import { stabilityWarnings } from '../quality/stability.ts'
import { examinationWarnings } from '../run/examination.ts'
import type { Origin } from '../run/public-text.ts'
import type { Block } from '../run/run.ts'
import { recordedLine, recordedSource, textLimits } from '../run/run-text.ts'
import { contaminationWarning } from '../sampling/contamination.ts'
import { disturbed } from '../sampling/disturbance.ts'
import type { FinishedProcess } from '../sampling/journal.ts'
import { surroundingsWarning } from './neighbour-effect.ts'

/** A block of a run, from its finished processes. */
export function assembleBlock(block: PlannedBlock, processes: FinishedProcess[], origin: Origin): Block {
  const taken = (label: string) => ({
    loops: processes.map((process) => process.loops[label]!),
    samples: processes.map((process) => process.samples[label]!.map(roundSample)),
  })
  const measured = block.members.flatMap((member) =>
    labelsOf([member]).map((label) => ({ member, label, ...taken(label) })),
  )
  const isDisturbed = disturbed(processes.map((process) => process.samples))
  const warnings = stabilityWarnings(
    measured.map(({ member, label, loops, samples }) => ({
      id: label,
      samples: samples.filter((_, process) => !isDisturbed[process]),
      operations: operationsPerReading(member, Math.min(...loops)),
    })),
    Math.min(...processes.map((process) => process.setups)),
    processes[0]!.clockResolution,
  )
  const benchmarks = block.members.map((member) => {
    const name = member.id.split('/')[1]!
    const uses = otherUses(member).map((use) => {
      const label = labelOf(name, use)
      return { use, ...taken(label), warnings: warnings.get(label) ?? [] }
    })
    return {
      id: member.id,
      unit: member.unit,
      kind: member.kind,
      doc: recordedLine(member.doc, textLimits.message),
      setup: recordedSource(member.setup),
      ...(member.setupPer === 'process' ? {} : { setupPer: member.setupPer }),
      ...(member.inputs === undefined ? {} : { inputs: recordedSource(member.inputs) }),
      statement: recordedSource(member.statement),
      raw: member.raw,
      sourceHash: member.sourceHash,
      ...taken(name),
      warnings: [
        ...examinationWarnings(name, processes, origin),
        ...(warnings.get(name) ?? []),
        ...[
          contaminationWarning(name, processes),
          surroundingsWarning(
            name,
            processes.filter((_, process) => !isDisturbed[process]),
          ),
        ].filter((warning) => warning !== null),
      ],
      ...(uses.length > 0 ? { uses } : {}),
    }
  })
  const { passSeconds, setupSeconds, loaded } = processes[0]!
  const finishedAt = processes.map((p) => Date.parse(p.process.startedAt) + p.process.duration * 1000)
  return {
    id: block.id,
    key: keyOf(block, loaded),
    harness: block.conditions.harness,
    loaded,
    measuredAt: new Date(Math.max(...finishedAt)).toISOString(),
    passes: Math.min(...processes.map((p) => Object.values(p.samples)[0]!.length)),
    ...(passSeconds > 0 ? { passSeconds } : {}),
    ...(setupSeconds > 0 ? { setupSeconds } : {}),
    setups: Math.min(...processes.map((process) => process.setups)),
    compared: Object.keys(processes[0]!.contamination).length > 0,
    processes: processes.map(({ process }, index) =>
      isDisturbed[index] ? { ...process, disturbed: true } : process,
    ),
    benchmarks,
  }
}

/** Executions of the statement between two readings of the clock. */
function operationsPerReading({ unit, setupPer }: CatalogueEntry, batch: number): number | null {
  if (unit === 'B') return null
  return setupPer === 'sample' ? 1 : batch
}

/** Samples are kept to five digits, far below any noise, in memory as on disk: both give the same figures. */
function roundSample(sample: number | null): number | null {
  return sample === null ? null : Number(sample.toPrecision(5))
}
