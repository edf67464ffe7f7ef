import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import { type Effort, samplingFor } from '../effort/effort.ts'
import { machineIdentity, sameMachine } from '../process/machine.ts'
import { loadedChanges, loadedNow, type Standing } from '../run/loaded.ts'
import type { BenchmarkKind, Block, Interpreter, Loaded, Machine, Run } from '../run/run.ts'

/** What samples depend on besides the benchmarks themselves and what they load. */
export interface Conditions {
  /** Hash of the harness. */
  harness: string
  machine: Machine
  interpreter: Interpreter
}

/** A block of the catalogue, with the key of all that is known before it runs. */
export interface PlannedBlock {
  /** `domain/block`. */
  id: string
  domain: string
  name: string
  key: string
  kind: BenchmarkKind
  members: CatalogueEntry[]
  conditions: Conditions
}

/** The blocks of a catalogue, each with the key of its members, the harness, interpreter and machine. */
export function planBlocks(blocks: Map<string, CatalogueEntry[]>, conditions: Conditions): PlannedBlock[] {
  return [...blocks].map(([id, members]) => {
    const [domain, name] = id.split('/') as [string, string]
    const key = plannedKey(members, conditions)
    return { id, domain, name, key, kind: members[0]!.kind, members, conditions }
  })
}

/** The key of what is known of a block before it runs. */
export function plannedKey(
  members: readonly Pick<CatalogueEntry, 'id' | 'sourceHash'>[],
  { harness, machine, interpreter }: Conditions,
): string {
  return hashOf({
    sources: members.map((member) => [member.id, member.sourceHash]),
    harness,
    machine: machineIdentity(machine),
    filesystem: machine.filesystem,
    interpreter,
  })
}

/** The key of a block that has run: what it loaded counts. */
export function keyOf({ key }: Pick<PlannedBlock, 'key'>, { packages, modules }: Loaded): string {
  return hashOf({ key, packages: Object.entries(packages).sort(), modules: Object.entries(modules).sort() })
}

/** Were these samples taken of what is there now? */
export function holds(block: PlannedBlock, found: Block, standing: Standing): boolean {
  return found.key === keyOf(block, loadedNow(found.loaded, standing))
}

/** Why `block` has to be measured again, or `null` when `previous` still holds. Ages in seconds. */
export function staleness(
  block: PlannedBlock,
  previous: Run | null,
  standing: Standing,
  effort: Effort,
  now: Date,
  maxAge: number,
): string | null {
  const found = previous?.blocks.find((candidate) => candidate.id === block.id)
  if (!previous || !found) return 'never measured'
  if (!holds(block, found, standing)) {
    const changes = [...conditionChanges(block, previous, found), ...loadedChanges(found.loaded, standing)]
    return listed(changes) || 'it was measured under other conditions'
  }
  const { passSeconds = 0, setupSeconds = 0 } = found
  const { processes, passes, setups } = samplingFor(effort, block.kind, { passSeconds, setupSeconds })
  if (found.processes.length < processes || found.passes < passes || (found.setups ?? 1) < setups) {
    return 'fewer samples than asked for'
  }
  return age(found, now) > maxAge ? 'older than allowed' : null
}

/** What of a block's key is another than in the run that has its samples, in words. */
function conditionChanges(block: PlannedBlock, previous: Run, found: Block): string[] {
  const { harness, machine, interpreter } = block.conditions
  const [then, now] = [previous.interpreter, interpreter].map((one) => `${one.implementation} ${one.version}`)
  const changes: string[] = []
  if (found.harness !== harness) changes.push('the harness changed')
  if (then !== now) changes.push(`${then} → ${now}`)
  else if (!isDeepStrictEqual(previous.interpreter, interpreter)) changes.push(`another build of ${now}`)
  if (!sameMachine(previous.machine, machine)) changes.push('another machine')
  const [before, here] = [previous.machine, machine].map(({ filesystem }) => filesystem ?? 'unknown')
  if (before !== here) changes.push(`filesystem ${before} → ${here}`)
  const hashes = new Map(found.benchmarks.map(({ id, sourceHash }) => [id, sourceHash]))
  for (const { id, sourceHash } of block.members) {
    if (!hashes.has(id)) changes.push(`${id} is new`)
    else if (hashes.get(id) !== sourceHash) changes.push(`${id} changed`)
    hashes.delete(id)
  }
  return [...changes, ...[...hashes.keys()].map((id) => `${id} is gone`)]
}

/** The first few of them; a change of everything need not be told in full. */
export function listed(changes: readonly string[]): string {
  const most = 4
  const more = changes.length > most ? [`${changes.length - most} more changes`] : []
  return [...changes.slice(0, most), ...more].join(', ')
}

/** Seconds since a block was measured. */
function age(block: Block, now: Date): number {
  return (now.getTime() - Date.parse(block.measuredAt)) / 1000
}

function hashOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
