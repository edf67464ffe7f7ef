import type { Block, Run } from '@rulebook/bench'
import type { Paper } from '@rulebook/papers'
import { blockWith } from '../evidence/estimate.ts'
import { median } from '../evidence/statistics.ts'
import {
  type Change,
  claimChange,
  isWorthReporting,
  logCost,
  relativeChanges,
  type UnadjustedChange,
  valueChange,
} from './change.ts'
import { adjustForMany } from './welch.ts'

/** A field that has to agree before two runs may be compared, and does not. */
export interface Disagreement {
  field: string
  before: string
  after: string
}

export interface Comparison {
  /** Largest change first. */
  changes: Change[]
  /**
   * Speed of blocks as a whole, after over before: the median, and the least and greatest. `null`
   * without timed blocks. How much of it is the machine's own swing cannot be seen from two runs.
   */
  wholeBlocks: { median: number; least: number; greatest: number; blocks: number } | null
  /** What is in the runs but not compared, and why. */
  left: { id: string; reason: string }[]
}

/** The fields that keep two runs from being compared. Another interpreter does not: it may be the question. */
export function disagreements(before: Run, after: Run): Disagreement[] {
  return differing(before, after, [
    ['schema', (run) => run.schema],
    ['harness.hash', (run) => run.harness.hash.slice(0, 12)],
    ['machine.cpu', (run) => run.machine.cpu],
    ['machine.cores', (run) => String(run.machine.cores)],
    ['machine.usableCores', (run) => String(run.machine.usableCores)],
    ['machine.os', (run) => run.machine.os],
    ['machine.arch', (run) => run.machine.arch],
  ])
}

/**
 * What else differs between two runs that may be compared: each may be why a figure changed, and which
 * figures it touches is not known. Packages that only one of them has are none of them.
 */
export function otherCircumstances(before: Run, after: Run): Disagreement[] {
  const [was, is] = [loadedPackages(before), loadedPackages(after)]
  const packages = [...was.keys()].filter((name) => is.has(name))
  const versions = new Map([
    [before, was],
    [after, is],
  ])
  return differing(before, after, [
    ['machine.memory', (run) => `${run.machine.memory} B`],
    ['machine.kernel', (run) => run.machine.kernel],
    ['machine.virtualisation', (run) => run.machine.virtualisation ?? 'none known'],
    ['machine.filesystem', (run) => run.machine.filesystem ?? 'unknown'],
    ['interpreter.compiler', (run) => run.interpreter.compiler],
    ['interpreter.flags', (run) => run.interpreter.flags.join(' ') || 'none'],
    ...packages.map((name): Field => [`packages.${name}`, (run) => versions.get(run)!.get(name)!]),
  ])
}

/** Versions of all packages that the blocks of a run loaded, by name, sorted. */
function loadedPackages({ blocks }: Run): Map<string, string> {
  const all = blocks.flatMap(({ loaded }) => Object.entries(loaded.packages))
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Field = [field: string, read: (run: Run) => string]

function differing(before: Run, after: Run, fields: readonly Field[]): Disagreement[] {
  return fields
    .map(([field, read]) => ({ field, before: read(before), after: read(after) }))
    .filter((pair) => pair.before !== pair.after)
}

/**
 * Compare two runs of one machine by what was sampled side by side. Absolute times swing from run
 * to run with whatever else the machine does, so a claim is compared by its value, and a benchmark by
 * its cost over what most of its block did in the same passes. Sizes in bytes are compared as such.
 * Only samples of results dropped at once are compared: a change of a statement shows there.
 */
export function compareRuns(before: Run, after: Run, papers: readonly Paper[]): Comparison {
  const left: Comparison['left'] = []
  const changes: UnadjustedChange[] = []
  const factors: number[] = []
  for (const block of before.blocks) {
    const other = after.blocks.find(({ id }) => id === block.id)
    const members = other ? commonMembers(block, other, left) : []
    if (!other) left.push({ id: block.id, reason: `only in ${before.id}` })
    if (!other || members.length === 0) continue
    const unit = block.benchmarks.find(({ id }) => id === members[0])!.unit
    if (unit === 'B') changes.push(...members.flatMap((id) => valueChange('size', id, block, other)))
    else {
      factors.push(Math.exp(median(members.map((id) => logCost(other, id) - logCost(block, id)))))
      changes.push(...relativeChanges(members, block, other))
    }
  }
  for (const { id } of after.blocks) {
    if (!before.blocks.some((block) => block.id === id)) left.push({ id, reason: `only in ${after.id}` })
  }
  const unlike = new Set(left.map(({ id }) => id))
  for (const claim of papers.flatMap((paper) => paper.claims)) {
    const [block, other] = [blockWith(before, claim.benchmarks), blockWith(after, claim.benchmarks)]
    if (!block || !other || [block.id, ...claim.benchmarks].some((id) => unlike.has(id))) continue
    changes.push(...claimChange(claim, block, other))
  }
  const adjusted = adjustForMany(changes.map(({ p }) => p))
  return {
    changes: changes
      .map((change, index) => {
        const p = adjusted[index]!
        return { ...change, p, significant: p < 0.05 && isWorthReporting(change.ratio) }
      })
      .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)) || (a.id < b.id ? -1 : 1)),
    wholeBlocks:
      factors.length === 0
        ? null
        : {
            median: median(factors),
            least: Math.min(...factors),
            greatest: Math.max(...factors),
            blocks: factors.length,
          },
    left,
  }
}

/** Ids of the members that both blocks measured from one source. */
function commonMembers(block: Block, other: Block, left: Comparison['left']): string[] {
  if (block.key === other.key && block.measuredAt === other.measuredAt) {
    left.push({ id: block.id, reason: 'the same measurement in both runs' })
    return []
  }
  const found = new Map(other.benchmarks.map((benchmark) => [benchmark.id, benchmark]))
  return block.benchmarks.flatMap(({ id, sourceHash, unit }) => {
    const twin = found.get(id)
    if (twin && twin.sourceHash === sourceHash && twin.unit === unit) return [id]
    left.push({ id, reason: twin ? 'its source differs' : 'not in both runs' })
    return []
  })
}
