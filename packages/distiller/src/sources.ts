import type { Run } from '@rulebook/bench'

/** Source hash of each benchmark of a run, by id. */
export function sourceHashes(run: Run): Map<string, string> {
  return new Map(run.blocks.flatMap((block) => block.benchmarks.map((b) => [b.id, b.sourceHash])))
}

/**
 * Short hash of the sources of benchmarks in runs (each as {@link sourceHashes} gives it): another
 * where a statement is another. In what order, and in how many runs alike, does not matter.
 */
export function sourcesHash(
  benchmarks: readonly string[],
  runs: readonly ReadonlyMap<string, string>[],
): string {
  const sources = runs.flatMap((run) => benchmarks.map((id) => `${id} ${run.get(id) ?? ''}`))
  return shortHash([...new Set(sources)].sort().join('\n'))
}

/**
 * 53 bits of a text as hexadecimal digits (cyrb53, in the public domain). It tells statements apart
 * and guards nothing, so it need not be costly to forge; browsers have no other at hand at once.
 */
function shortHash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return ((b & 0x1fffff) * 2 ** 32 + (a >>> 0)).toString(16).padStart(14, '0')
}
