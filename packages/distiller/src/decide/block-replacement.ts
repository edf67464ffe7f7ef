import type { Block, Run } from '@rulebook/bench'

/** Source hashes of the benchmarks of each block that the suites define now, by the block's id. */
export type SuiteBlocks = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What becomes of a block of the published run, or of one that only the local run has. */
export type Fate =
  /** It stays as it is, and there is nothing to compare it with. */
  | 'stays'
  /** It stays unless the local run measured it otherwise, twice. */
  | 'compared'
  /** Only the local run has it. */
  | 'new'
  /** The local one has another key: other code, packages or harness. */
  | 'changed'
  /** It is too old, and the local one is not. */
  | 'too old'
  /** The suites know it no more. */
  | 'gone'

/** What the fate of blocks rests on, of two runs of the same conditions. */
export interface Replacement {
  published: Run
  local: Run
  suites: SuiteBlocks
  /** Benchmarks that papers need and that the local run lacks: what would lose them stays. */
  lost: ReadonlySet<string>
  /** Blocks measured before this moment (ISO 8601) are too old; `null` for none. */
  oldest: string | null
}

/** The fate of every block of both runs, by id. */
export function fatesOf(replacement: Replacement): Map<string, Fate> {
  const { published, local, suites } = replacement
  const added = local.blocks.filter(({ id }) => suites.has(id) && !blockOf(published, id))
  return new Map([
    ...published.blocks.map((block): [string, Fate] => [block.id, fateOf(block, replacement)]),
    ...added.map(({ id }): [string, Fate] => [id, 'new']),
  ])
}

function fateOf(there: Block, { local, suites, lost, oldest }: Replacement): Fate {
  const here = blockOf(local, there.id)
  if (there.benchmarks.some(({ id }) => lost.has(id))) return 'stays'
  if (!suites.has(there.id)) return 'gone'
  if (!here) return 'stays'
  if (here.key !== there.key) return isLater(here, there, suites) ? 'changed' : 'stays'
  const isTooOld = ({ measuredAt }: Block) => oldest !== null && Date.parse(measuredAt) < Date.parse(oldest)
  return isTooOld(there) && !isTooOld(here) ? 'too old' : 'compared'
}

/** Is it of the suites as they are, where the other one is not, else measured no earlier? */
function isLater(here: Block, there: Block, suites: SuiteBlocks): boolean {
  const [current, other] = [isCurrent(here, suites), isCurrent(there, suites)]
  return current === other ? Date.parse(here.measuredAt) >= Date.parse(there.measuredAt) : current
}

function isCurrent({ id, benchmarks }: Block, suites: SuiteBlocks): boolean {
  const hashes = suites.get(id)
  return benchmarks.every((benchmark) => hashes?.get(benchmark.id) === benchmark.sourceHash)
}

/**
 * The published run with the `taken` blocks of the local one, without those that are `gone`; every other
 * block stays byte for byte. It has the id, the time and the facts of the run that was started last.
 */
export function mergedRun(
  { published, local }: Pick<Replacement, 'published' | 'local'>,
  taken: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): Run {
  const kept = published.blocks.filter(({ id }) => !gone.has(id))
  if (taken.size === 0) return { ...published, blocks: kept }
  if (kept.every(({ id }) => taken.has(id)) && local.blocks.every(({ id }) => taken.has(id))) return local
  const added = local.blocks.filter(({ id }) => taken.has(id) && !blockOf(published, id))
  const blocks = [...kept.map((block) => (taken.has(block.id) ? blockOf(local, block.id)! : block)), ...added]
  const measured = new Set(blocks.flatMap(({ id, benchmarks }) => [id, ...benchmarks.map((b) => b.id)]))
  const last = Date.parse(local.startedAt) >= Date.parse(published.startedAt) ? local : published
  return {
    ...last,
    blocks,
    skipped: local.skipped.filter(({ id }) => !measured.has(id)),
  }
}

/** The block of a run by its id. */
export function blockOf({ blocks }: Run, id: string): Block | undefined {
  return blocks.find((block) => block.id === id)
}
