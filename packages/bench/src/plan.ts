import { createHash } from 'node:crypto'
import type { CatalogueEntry } from './catalogue.ts'
import { machineIdentity } from './machine.ts'
import type { BenchmarkKind, Block, Interpreter, Machine, Run } from './run.ts'
import { type Effort, samplingFor } from './sampling/effort.ts'

/** What samples depend on besides the benchmarks themselves. */
export interface Conditions {
  harnessHash: string
  machine: Machine
  interpreter: Interpreter
  /** Versions by name. */
  packages: Record<string, string>
  /** Names of the packages that a package needs, by its name. */
  needs: Record<string, string[]>
}

/** A block of the catalogue with the key that its samples will carry. */
export interface PlannedBlock {
  /** `domain/block`. */
  id: string
  domain: string
  name: string
  key: string
  kind: BenchmarkKind
  members: CatalogueEntry[]
}

/** Why a block is measured, or why it is not. */
export type Staleness =
  | 'never measured'
  | 'its source, the harness, the interpreter or the machine changed'
  | 'fewer samples than asked for'
  | 'older than allowed'
  | 'asked for'
  | null

/** The blocks of a catalogue, each with the key of its members, the harness, interpreter and machine. */
export function planBlocks(blocks: Map<string, CatalogueEntry[]>, conditions: Conditions): PlannedBlock[] {
  return [...blocks].map(([id, members]) => {
    const [domain, name] = id.split('/') as [string, string]
    const requires = members.flatMap((member) => member.requires)
    const imported = new Set(requires.flatMap((name) => [name, ...(conditions.needs[name] ?? [])]))
    const parts = {
      sources: members.map((member) => [member.id, member.sourceHash]),
      harness: conditions.harnessHash,
      machine: machineIdentity(conditions.machine),
      filesystem: conditions.machine.filesystem,
      interpreter: conditions.interpreter,
      packages: Object.entries(conditions.packages)
        .filter(([name]) => imported.has(name))
        .sort(),
    }
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
    return { id, domain, name, key, kind: members[0]!.kind, members }
  })
}

/** Why `block` has to be measured again, or `null` when `previous` still holds. Ages in seconds. */
export function staleness(
  block: PlannedBlock,
  previous: Run | null,
  effort: Effort,
  now: Date,
  maxAge: number,
): Staleness {
  const found = previous?.blocks.find((candidate) => candidate.id === block.id)
  if (!found) return 'never measured'
  if (found.key !== block.key) return 'its source, the harness, the interpreter or the machine changed'
  const { passSeconds = 0, setupSeconds = 0 } = found
  const { processes, passes, setups } = samplingFor(effort, block.kind, { passSeconds, setupSeconds })
  if (found.processes.length < processes || found.passes < passes || (found.setups ?? 1) < setups) {
    return 'fewer samples than asked for'
  }
  return age(found, now) > maxAge ? 'older than allowed' : null
}

/** Seconds since a block was measured. */
function age(block: Block, now: Date): number {
  return (now.getTime() - Date.parse(block.measuredAt)) / 1000
}
