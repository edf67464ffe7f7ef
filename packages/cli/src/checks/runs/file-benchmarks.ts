import type { Benchmark, Run } from '@rulebook/bench'

/** Calls that make, read, write or sync files, as Python spells them. The null device is no file. */
const fileCalls =
  /\bopen\((?!os\.devnull\b|["']\/dev\/null["'])|\bPath\(|\b(?:dbm|mmap|shelve|shutil|tempfile)\.\w|\bos\.(?:f?datasync|fsync|listdir|makedirs|mkdir|open|remove|rename|replace|scandir|stat|unlink)\(|\.(?:read|write)_(?:bytes|text)\(/

/** Calls of the databases that Python speaks to in one way (PEP 249). */
const databaseCalls = /\.(?:commit|connect|execute|executemany|executescript)\(/

/**
 * Ids of the benchmarks of a run whose time may rest on where files lie. They are told by the calls in
 * their own setup and statement: what a function of the suite does for them is not in a run.
 */
export function fileBenchmarks({ blocks }: Run): string[] {
  return blocks.flatMap(({ benchmarks }) => benchmarks.filter(waitsForFiles).map(({ id }) => id))
}

function waitsForFiles({ unit, setup, statement }: Benchmark): boolean {
  const code = `${setup}\n${statement}`
  const database = databaseCalls.test(code) && !code.includes(':memory:')
  return unit === 's' && (database || fileCalls.test(code))
}
