import type { CatalogueEntry } from './catalogue.ts'
import { examinationWarnings } from './examination.ts'
import type { FinishedProcess } from './journal.ts'
import { keyOf, type PlannedBlock } from './plan.ts'
import type { Origin } from './public-text.ts'
import type { Block } from './run.ts'
import { recordedLine, recordedSource, textLimits } from './run-text.ts'
import { contaminationWarning } from './sampling/contamination.ts'
import { disturbed } from './sampling/disturbance.ts'
import { stabilityWarnings } from './stability.ts'
import { surroundingsWarning } from './surroundings.ts'

/** A block of a run, from its finished processes. */
export function assembleBlock(block: PlannedBlock, processes: FinishedProcess[], origin: Origin): Block {
  const measured = block.members.map((member) => {
    const name = member.id.split('/')[1]!
    return {
      member,
      loops: processes.map((process) => process.loops[name]!),
      samples: processes.map((process) => process.samples[name]!.map(roundSample)),
    }
  })
  const isDisturbed = disturbed(processes.map((process) => process.samples))
  const warnings = stabilityWarnings(
    measured.map(({ member, loops, samples }) => ({
      id: member.id,
      samples: samples.filter((_, process) => !isDisturbed[process]),
      operations: operationsPerReading(member, Math.min(...loops)),
    })),
    Math.min(...processes.map((process) => process.setups)),
    processes[0]!.clockResolution,
  )
  const benchmarks = measured.map(({ member, loops, samples }) => ({
    id: member.id,
    unit: member.unit,
    kind: member.kind,
    doc: recordedLine(member.doc, textLimits.message),
    setup: recordedSource(member.setup),
    ...(member.setupPer === 'process' ? {} : { setupPer: member.setupPer }),
    statement: recordedSource(member.statement),
    raw: member.raw,
    sourceHash: member.sourceHash,
    loops,
    samples,
    warnings: [
      ...examinationWarnings(member.id.split('/')[1]!, processes, origin),
      ...(warnings.get(member.id) ?? []),
      ...[
        contaminationWarning(member.id.split('/')[1]!, processes),
        surroundingsWarning(
          member.id.split('/')[1]!,
          processes.filter((_, process) => !isDisturbed[process]),
        ),
      ].filter((warning) => warning !== null),
    ],
  }))
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
